package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** The rows of a device that late readings move from one cohort to another, in whatever order its two tasks write them. */
class ComparisonsInOrderTest {
  /** The rows written by each run. Static, because a runner serializes a sink, so it cannot hold them itself. */
  private static final Map<Long, ConcurrentLinkedQueue<PackedRows>> WRITTEN = new ConcurrentHashMap<>();

  private static final AtomicLong RUNS = new AtomicLong();

  private static final Rules RULES = new Rules(Known.THEN, Duration.ofDays(2), Windows.of(Duration.ofHours(1)));
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final LocalDate DATE = LocalDate.parse("1970-01-01");

  private TestStream.Builder<PackedRows> stream = TestStream.create(Coders.rows());

  @Test
  void theRowOfTheNewCohortThatOvertakesTheDeletionInTheOldOneStays() {
    row(1, "m1", "flats", 500);
    watermark(1);
    row(2, "m1", "houses", 500);
    deletion(2, "m1", "flats", 500);
    watermark(2);
    assertEquals(List.of("m1 flats 500", "m1 houses 500"), written());
  }

  @Test
  void theRowOfTheNewCohortThatOvertakesAnEarlierRowOfTheOldOneIsLast() {
    row(2, "m1", "houses", 700);
    row(1, "m1", "flats", 500);
    deletion(2, "m1", "flats", 500);
    watermark(1);
    watermark(2);
    assertEquals(List.of("m1 flats 500", "m1 houses 700"), written());
  }

  @Test
  void windowsThatAreCompleteAtOnceAreWrittenInOrder() {
    deletion(3, "m1", "houses", 700);
    row(3, "m1", "flats", 900);
    row(2, "m1", "houses", 700);
    deletion(2, "m1", "flats", 500);
    row(1, "m1", "flats", 500);
    watermark(3);
    assertEquals(List.of("m1 flats 500", "m1 houses 700", "m1 flats 900"), written());
  }

  @Test
  void aDeviceThatLeavesEveryCohortIsDeleted() {
    row(1, "m1", "flats", 500);
    watermark(1);
    deletion(2, "m1", "flats", 500);
    watermark(2);
    assertEquals(List.of("m1 flats 500", "m1 deleted"), written());
  }

  @Test
  void rowsOfOtherViewsPassAsTheyAre() {
    var cohort = Comparison.COHORTS.row(1, "flats", DATE, 1L, 1L, 1L, 1L, 1L, 1L, 1L);
    stream = stream.addElements(at(5, PackedRows.of(cohort)));
    assertEquals(List.of(cohort.toString()), written());
  }

  /** A row that is compared at the end of an hour, and arrives now. */
  private void row(int hour, String device, String cohort, long milliwattHours) {
    stream = stream.addElements(at(hour, PackedRows.of(comparison(hour, device, cohort, milliwattHours))));
  }

  private void deletion(int hour, String device, String cohort, long milliwattHours) {
    var packing = new PackedRows.Packing(GroupKey::ofShard);
    packing.deleted(comparison(hour, device, cohort, milliwattHours));
    stream = stream.addElements(at(hour, packing.packed().get(0)));
  }

  private static Row comparison(int hour, String device, String cohort, long milliwattHours) {
    return Comparison.COMPARISONS.row(hour * HOUR, device, DATE, cohort, milliwattHours, 1L, 1L, 1800L);
  }

  private static TimestampedValue<PackedRows> at(int hour, PackedRows rows) {
    return TimestampedValue.of(rows, Instant.ofEpochMilli(hour * HOUR - 1));
  }

  /** The hour is over: the Direct runner fires a timer once the watermark is beyond it. */
  private void watermark(int hour) {
    stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(hour * HOUR + 1));
  }

  private List<String> written() {
    var id = RUNS.incrementAndGet();
    WRITTEN.put(id, new ConcurrentLinkedQueue<>());
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=1").create());
    pipeline
        .apply("Rows", stream.advanceWatermarkToInfinity())
        .apply("In order", new ComparisonsInOrder(RULES))
        .apply("Write", ParDo.of(new WriteFn(id)));
    pipeline.run().waitUntilFinish();
    var texts = new ArrayList<String>();
    WRITTEN.remove(id).forEach(rows -> rows.emitTo(rows.viewIn(List.of(Comparison.COHORTS, Comparison.COMPARISONS)).orElseThrow(), new Texts(texts)));
    return texts;
  }

  private record Texts(List<String> texts) implements RowChanges {
    @Override
    public void row(Row row) {
      texts.add(
          row.view().equals(Comparison.COMPARISONS)
              ? "%s %s %s".formatted(row.get(0), row.get(2), row.get(3))
              : row.toString());
    }

    @Override
    public void deleted(Row row) {
      texts.add(row.get(0) + " deleted");
    }
  }

  private static final class WriteFn extends DoFn<PackedRows, Void> {
    private static final long serialVersionUID = 1;

    private final long run;

    WriteFn(long run) {
      this.run = run;
    }

    @ProcessElement
    public void write(@Element PackedRows rows) {
      WRITTEN.get(run).add(rows);
    }
  }
}
