package io.meterline.connect.kafka.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.process.Errors;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Deletion;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import io.meterline.pipeline.Coders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing rows to the topics of a real broker. */
class KafkaViewsTest {
  private static final int TOO_MANY_BYTES = 17 << 20;

  @TempDir private static Path folder;
  private static TestLog log;

  @BeforeAll
  static void start() {
    log = new TestLog(folder, 3);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void rowsOfAKeyStayInOrderAndADeletedRowIsATombstone() {
    publish(
        PackedRows.of(usage("m1", 1, 10)),
        PackedRows.of(usage("m2", 1, 20)),
        PackedRows.of(usage("m1", 2, 30)),
        Deletion.of(usage("m2", 2, 20)),
        PackedRows.of(usage("m1", 3, 40)));
    assertEquals(
        List.of(
            Optional.of(usage("m1", 1, 10)), Optional.of(usage("m1", 2, 30)), Optional.of(usage("m1", 3, 40))),
        read(Usage.VIEW, usage("m1", 0, 0)));
    assertEquals(List.of(Optional.of(usage("m2", 1, 20)), Optional.empty()), read(Usage.VIEW, usage("m2", 0, 0)));
  }

  @Test
  void internalRowsOfThePipelineAreNotPublished() {
    var day = DeviceDays.VIEW.row(1, "m3", LocalDate.parse("2026-01-01"), "homes", 1L, 1800L);
    publish(PackedRows.of(day), PackedRows.of(usage("m3", 1, 1)));
    assertEquals(1, read(Usage.VIEW, usage("m3", 0, 0)).size());
  }

  @Test
  void aRowThatKafkaRejectsFailsTheRunAndNamesTheTopic() {
    var row =
        Rejected.VIEW.row(
            0, "READING", OptionalInt.of(0), OptionalLong.of(0), "MALFORMED", "", Optional.empty(), "x".repeat(TOO_MANY_BYTES));
    var thrown = assertThrows(RuntimeException.class, () -> publish(PackedRows.of(row)));
    var said = Errors.message(thrown);
    assertTrue(said.startsWith("cannot publish to meterline.rejected: "), said);
  }

  private static Row usage(String device, long revision, long milliwattHours) {
    return Usage.VIEW.row(
        revision,
        device,
        LocalDate.parse("2026-01-01"),
        "UTC",
        milliwattHours,
        OptionalLong.empty(),
        1L,
        List.of(milliwattHours),
        0L,
        OptionalLong.empty(),
        1800L);
  }

  /** Publishes rows in the order given, in one stream. */
  private static void publish(PackedRows first, PackedRows... more) {
    var options = PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=1").create();
    var pipeline = Pipeline.create(options);
    var rows =
        TestStream.create(Coders.rows())
            .addElements(first, more)
            .advanceWatermarkToInfinity();
    new KafkaViews(log.cluster(), Duration.ofMinutes(1)).write(pipeline.apply(rows), Analyses.standard().views());
    pipeline.run().waitUntilFinish();
  }

  /** The values in the topic under the key of a row. */
  private static List<Optional<Row>> read(View view, Row like) {
    var key = new String(RowJson.key(like), StandardCharsets.UTF_8);
    var rows = new ArrayList<Optional<Row>>();
    TopicReader.readToEnd(
        log.cluster(),
        Topics.of(view),
        record -> {
          if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
            rows.add(Optional.ofNullable(record.value()).map(value -> RowJson.read(view, value)));
          }
        });
    return rows;
  }
}
