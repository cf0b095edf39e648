package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.launch.FolderBytes;
import io.meterline.connect.archive.ArchivedLog.Logged;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.HandOver;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedReading;
import io.meterline.pipeline.Coders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.TimestampedValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archiving as a step of a pipeline. */
class ArchiveEventsTest {
  private static final LogIdentity LOG = new LogIdentity("cluster", "readings", "settings");
  private static final TimeSlices SLICES = new TimeSlices(Duration.ofMinutes(5));
  private static final long START = Instant.parse("2026-11-22T15:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final String FIRST = "readings/2026-11-22/20261122T150000-p00000";
  private static final String SECOND = "readings/2026-11-22/20261122T150500-p00000";

  @TempDir Path temp;
  private Path folder;
  private Path looks;

  @BeforeEach
  void makeFolders() throws IOException {
    folder = temp.resolve("archive");
    looks = Files.createDirectory(temp.resolve("looks"));
  }

  @Test
  void aSliceIsWrittenWhenTheWatermarkPassesItsEndAndCanBeReadDuringTheRun() throws IOException {
    run(
        stream()
            .addElements(at(START, batch(0, 0, 1)), at(START + MINUTE, batch(2, 1, 4)))
            .advanceWatermarkTo(joda(START + 5 * MINUTE - 1))
            .addElements(at(START + 5 * MINUTE, batch(10, 5)))
            .advanceWatermarkTo(joda(START + 5 * MINUTE + 1))
            .addElements(at(START + 6 * MINUTE, batch(11, 6)))
            .advanceWatermarkToInfinity());

    // The archive at the arrival of each batch, by the offset of the batch's first event.
    assertEquals("0", look(0));
    assertEquals("0", look(10));
    assertEquals("4", look(11));
    assertEquals(List.of(0L, 1L, 2L, 3L), offsets().get(FIRST));
    assertEquals(List.of(10L, 11L), offsets().get(SECOND));
  }

  @Test
  void aBatchOfTwoSlicesIsSplitAndASliceWithoutEventsHasNoFile() {
    run(stream().addElements(at(START, batch(0, 4, 16))).advanceWatermarkToInfinity());
    assertEquals(List.of(0L), offsets().get(FIRST));
    assertEquals(List.of(1L), offsets().get("readings/2026-11-22/20261122T151500-p00000"));
    assertEquals(2, offsets().size());
  }

  @Test
  void aLateEventIsAddedToItsSliceInANewFile() {
    run(
        stream()
            .addElements(at(START, batch(0, 0)))
            .advanceWatermarkTo(joda(START + 7 * MINUTE))
            .addElements(at(START + 7 * MINUTE, batch(1, 3)))
            .addElements(at(START + 8 * MINUTE, batch(2, 8)))
            .advanceWatermarkToInfinity());
    assertEquals(List.of(0L), offsets().get(FIRST));
    assertEquals(List.of(1L), offsets().get(FIRST + "-o1"));
    assertEquals(List.of(2L), offsets().get(SECOND));
  }

  @Test
  void rerunningFromTheStartIntoTheSameArchiveChangesNothing() throws IOException {
    run(
        stream()
            .addElements(at(START, batch(0, 0)))
            .advanceWatermarkTo(joda(START + 7 * MINUTE))
            .addElements(at(START + 7 * MINUTE, batch(1, 3)), at(START + 7 * MINUTE, batch(2, 7)))
            .advanceWatermarkToInfinity());
    var bytes = FolderBytes.of(folder);

    run(stream().addElements(at(START, batch(0, 0, 3, 7))).advanceWatermarkToInfinity());
    assertEquals(bytes, FolderBytes.of(folder));
  }

  private static TestStream.Builder<RawEvents> stream() {
    return TestStream.create(Coders.of(new RawEvents.Format()));
  }

  /** Readings with consecutive offsets from the given one, logged at the given minutes after the start. */
  private static RawEvents batch(long first, long... minutes) {
    var offset = new long[] {first};
    return ArchivedLog.batch(
        Arrays.stream(minutes)
            .mapToObj(minute -> new Logged(Kind.READING, 0, offset[0]++, START + minute * MINUTE, false))
            .toList());
  }

  private static TimestampedValue<RawEvents> at(long time, RawEvents batch) {
    return TimestampedValue.of(batch, joda(time));
  }

  private static org.joda.time.Instant joda(long millis) {
    return org.joda.time.Instant.ofEpochMilli(millis);
  }

  private void run(TestStream<RawEvents> stream) {
    var archive = LiveArchive.open(folder, LOG, SLICES);
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
    var events = pipeline.apply(stream);
    events.apply("Look", ParDo.of(new LookFn(folder.toString(), looks.toString())));
    events.apply("Archive", new ArchiveEvents(archive, new HandOver(ArchivedEvents.none(), List.of())));
    pipeline.run().waitUntilFinish();
  }

  private String look(long offset) throws IOException {
    return Files.readString(looks.resolve("" + offset));
  }

  /** The offsets by file name without extension; files without rows are left out. */
  private TreeMap<String, List<Long>> offsets() {
    var offsets = new TreeMap<String, List<Long>>();
    ArchivedLog.read(folder)
        .forEach(
            (file, rows) -> {
              if (!rows.isEmpty()) {
                var name = file.substring(0, file.length() - ".parquet".length());
                offsets.put(name, rows.stream().map(row -> ((LoggedReading) row).position().offset()).toList());
              }
            });
    return offsets;
  }

  /** Records, whenever a batch arrives, how many readings another tool finds. */
  private static final class LookFn extends DoFn<RawEvents, Void> {
    private static final long serialVersionUID = 1;

    private final String archive;
    private final String looks;

    LookFn(String archive, String looks) {
      this.archive = archive;
      this.looks = looks;
    }

    @ProcessElement
    public void look(@Element RawEvents batch) throws SQLException, IOException {
      var count = DuckDb.query("SELECT count(*) FROM '" + archive + "/readings/**/*.parquet'").get(0);
      Files.writeString(Path.of(looks, "" + batch.offset(0)), count);
    }
  }
}
