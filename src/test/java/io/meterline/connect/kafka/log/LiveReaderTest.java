package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader of one partition, on a real broker. Each test has its own partition. */
class LiveReaderTest {
  private static final int PARTITIONS = 13;
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final long BEHIND_THE_CLOCK = WAIT.plus(SLACK).toMillis();
  private static final Instant IN_AN_HOUR = Instant.now().plus(Duration.ofHours(1));

  @TempDir private static Path folder;
  private static TestLog log;

  /** A clock set by tests. */
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  private final InstantSource clock = now::get;

  @BeforeAll
  static void start() {
    log = new TestLog(folder, PARTITIONS);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void everyEventIsEmittedOnceInOrderWithItsPositionTimeAndBytes() {
    var values = IntStream.range(0, 5_000).mapToObj(i -> bytes("event " + i)).toList();
    var sent = log.sendAll(Kind.READING, 0, values).stream().map(RecordMetadata::timestamp).toList();
    try (var reader = reader(Kind.READING, 0, Optional.empty())) {
      var events = read(reader, 5_000);
      assertEquals(IntStream.range(0, 5_000).mapToObj(Long::valueOf).toList(), events.stream().map(One::offset).toList());
      assertEquals(sent, events.stream().map(One::loggedAt).toList());
      assertEquals(
          IntStream.range(0, 5_000).mapToObj(i -> "event " + i).toList(), events.stream().map(One::text).toList());
      assertEquals(5_000, reader.getCheckpointMark().next());
    }
  }

  @Test
  void anEventWithoutAValueIsEmittedWithoutBytes() {
    log.send(Kind.SETTING, 1, Optional.empty());
    log.send(Kind.SETTING, 1, Optional.of(bytes("after it")));
    try (var reader = reader(Kind.SETTING, 1, Optional.empty())) {
      assertEquals(List.of("", "after it"), read(reader, 2).stream().map(One::text).toList());
    }
  }

  @Test
  void theWatermarkOfAPartitionThatIsEmptyForeverFollowsTheClock() {
    try (var reader = reader(Kind.SETTING, 2, Optional.empty())) {
      advanceUntil(reader, () -> watermark(reader) == now.get().toEpochMilli() - BEHIND_THE_CLOCK);
      now.set(IN_AN_HOUR);
      advanceUntil(reader, () -> watermark(reader) == IN_AN_HOUR.toEpochMilli() - BEHIND_THE_CLOCK);
    }
  }

  @Test
  void theWatermarkOfAPartitionThatFallsSilentFollowsTheClock() {
    log.send(Kind.SETTING, 3, Optional.of(bytes("the only one")));
    try (var reader = reader(Kind.SETTING, 3, Optional.empty())) {
      read(reader, 1);
      now.set(IN_AN_HOUR);
      advanceUntil(reader, () -> watermark(reader) == IN_AN_HOUR.toEpochMilli() - BEHIND_THE_CLOCK);
    }
  }

  @Test
  void aReaderResumedFromACheckpointKeepsItsWatermarkAndAdvancesItWithoutAnyEvent() throws IOException {
    log.send(Kind.SETTING, 4, Optional.of(bytes("before the checkpoint")));
    Optional<PartitionMark> mark;
    now.set(IN_AN_HOUR);
    try (var reader = reader(Kind.SETTING, 4, Optional.empty())) {
      advanceUntil(reader, () -> watermark(reader) == IN_AN_HOUR.toEpochMilli() - BEHIND_THE_CLOCK);
      mark = Optional.of(throughBytes(reader.getCheckpointMark()));
    }
    now.set(Instant.EPOCH);
    try (var reader = reader(Kind.SETTING, 4, mark)) {
      advanceUntil(reader, () -> watermark(reader) == IN_AN_HOUR.toEpochMilli() - BEHIND_THE_CLOCK);
      var later = IN_AN_HOUR.plusSeconds(1);
      now.set(later);
      advanceUntil(reader, () -> watermark(reader) == later.toEpochMilli() - BEHIND_THE_CLOCK);
      assertEquals(1, reader.getCheckpointMark().next());
    }
  }

  @Test
  void theWatermarkIsUnknownBeforeAllReadersOfATaskHaveAdvanced() {
    var mark = new PartitionMark(0, now.get().toEpochMilli(), "");
    try (var reader = reader(Kind.READING, 5, Optional.of(mark))) {
      assertEquals(BoundedWindow.TIMESTAMP_MIN_VALUE, reader.getWatermark());
      assertFalse(reader.start());
      assertEquals(BoundedWindow.TIMESTAMP_MIN_VALUE, reader.getWatermark());
      reader.advance();
      assertEquals(BoundedWindow.TIMESTAMP_MIN_VALUE, reader.getWatermark());
      reader.advance();
      assertEquals(mark.promised(), watermark(reader));
      assertEquals(mark, reader.getCheckpointMark());
    }
  }

  @Test
  void theTimestampOfABatchIsThatOfItsFirstEventMinusTheWait() {
    var sent = log.send(Kind.READING, 6, Optional.of(bytes("first")));
    log.send(Kind.READING, 6, Optional.of(bytes("second")));
    try (var reader = reader(Kind.READING, 6, Optional.empty())) {
      advanceUntil(reader, () -> reader.getCheckpointMark().next() > 0);
      assertEquals(sent.timestamp() - WAIT.toMillis(), reader.getCurrentTimestamp().getMillis());
    }
  }

  @Test
  void readingsBehindTheWatermarkHaveTheWatermarkAsTimestamp() {
    log.send(Kind.READING, 7, Optional.of(bytes("behind")));
    var promised = IN_AN_HOUR.toEpochMilli();
    try (var reader = reader(Kind.READING, 7, Optional.of(new PartitionMark(0, promised, "")))) {
      read(reader, 1);
      reader.advance();
      assertEquals(promised, watermark(reader));
    }
    try (var reader = reader(Kind.READING, 7, Optional.of(new PartitionMark(0, promised, "")))) {
      advanceUntil(reader, () -> reader.getCheckpointMark().next() > 0);
      assertEquals(promised, reader.getCurrentTimestamp().getMillis());
    }
  }

  @Test
  void aChangeBehindTheWatermarkHasTheWatermarkAsTimestamp() {
    var sent = log.send(Kind.SETTING, 8, Optional.of(bytes("behind")));
    var promised = sent.timestamp() + 2_500;
    try (var reader = reader(Kind.SETTING, 8, Optional.of(new PartitionMark(0, promised, "")))) {
      advanceUntil(reader, () -> reader.getCheckpointMark().next() > 0);
      assertEquals(promised, reader.getCurrentTimestamp().getMillis());
      reader.advance();
      assertEquals(promised, watermark(reader));
    }
  }

  @Test
  void noTimestampIsBeforeAnEarlierWatermarkHoweverEventsArrive() {
    var sender = new Thread(() -> IntStream.range(0, 300).forEach(i -> log.send(Kind.READING, 9, Optional.of(bytes("" + i)))));
    var real = InstantSource.system();
    try (var reader = source(Kind.READING, 9).reader(Optional.empty(), real)) {
      reader.start();
      sender.start();
      var deadline = deadline();
      while (reader.getCheckpointMark().next() < 300) {
        var before = reader.getWatermark();
        if (reader.advance()) {
          assertFalse(reader.getCurrentTimestamp().isBefore(before));
        }
        assertFalse(reader.getWatermark().isBefore(before));
        assertTrue(System.nanoTime() < deadline, "300 events have not come");
      }
    }
  }

  @Test
  void aMissingOffsetFailsTheRunWithAClearMessage() {
    try (var reader = reader(Kind.READING, 10, Optional.of(new PartitionMark(99, 0, "")))) {
      var refused = assertThrows(MeterlineException.class, () -> advanceUntil(reader, () -> false)).getMessage();
      assertTrue(refused.startsWith("meterline.readings-10: its events were deleted"), refused);
    }
  }

  @Test
  void addedPartitionsFailTheRunWithAClearMessage() {
    var source = new LiveSource(log.cluster(), Kind.READING, PARTITIONS - 1, WAIT, SLACK);
    try (var reader = source.split(1, PipelineOptionsFactory.create()).get(10).reader(Optional.empty(), clock)) {
      var refused = assertThrows(MeterlineException.class, () -> advanceUntil(reader, () -> false)).getMessage();
      assertTrue(refused.startsWith("meterline.readings has 13 partitions, and had 12 when the run began"), refused);
    }
  }

  @Test
  void theBacklogIsReportedInBytesForRunnersThatScaleByIt() {
    // Several times as much as one fetch, so that there is a backlog after the first.
    var events = IntStream.range(0, 500).mapToObj(i -> bytes("ten bytes.".repeat(1_000))).toList();
    log.sendAll(Kind.READING, 12, events);
    try (var reader = reader(Kind.READING, 12, Optional.empty())) {
      assertEquals(UnboundedSource.UnboundedReader.BACKLOG_UNKNOWN, reader.getSplitBacklogBytes());
      read(reader, events.size());
      advanceUntil(reader, () -> reader.getSplitBacklogBytes() == 0);
      log.sendAll(Kind.READING, 12, events);
      advanceUntil(reader, () -> reader.getSplitBacklogBytes() > 0);
      assertEquals(0, reader.getSplitBacklogBytes() % 10_000);
    }
  }

  @Test
  void aTopicIsSplitByPartitionWhateverTheRunnerDesires() {
    var source = new LiveSource(log.cluster(), Kind.READING, PARTITIONS, WAIT, SLACK);
    for (var desired : List.of(1, 3, 50)) {
      var splits = source.split(desired, PipelineOptionsFactory.create());
      assertEquals(
          IntStream.range(0, PARTITIONS).mapToObj(i -> "meterline.readings-" + i).toList(),
          splits.stream().map(LiveSource::toString).toList());
      assertEquals(List.of(splits.get(3)), splits.get(3).split(desired, PipelineOptionsFactory.create()));
    }
  }

  private record One(long offset, long loggedAt, String text) {}

  private static List<One> read(LiveReader reader, int count) {
    reader.start();
    var read = new ArrayList<One>();
    var deadline = deadline();
    while (read.size() < count) {
      if (reader.advance()) {
        var events = reader.getCurrent();
        for (var i = 0; i < events.size(); i++) {
          read.add(
              new One(events.offset(i), events.loggedAt(i), new String(events.value(i), StandardCharsets.UTF_8)));
        }
      }
      assertTrue(System.nanoTime() < deadline, () -> "only " + read.size() + " of " + count + " events came");
    }
    return read;
  }

  private static void advanceUntil(LiveReader reader, BooleanSupplier reached) {
    reader.start();
    var deadline = deadline();
    while (!reached.getAsBoolean()) {
      reader.advance();
      assertTrue(System.nanoTime() < deadline, () -> "still at " + reader.getCheckpointMark());
    }
  }

  private static long deadline() {
    return System.nanoTime() + Duration.ofSeconds(60).toNanos();
  }

  private static long watermark(LiveReader reader) {
    return reader.getWatermark().getMillis();
  }

  private LiveReader reader(Kind kind, int partition, Optional<PartitionMark> mark) {
    return source(kind, partition).reader(mark, clock);
  }

  private static LiveSource source(Kind kind, int partition) {
    var source = new LiveSource(log.cluster(), kind, PARTITIONS, WAIT, SLACK);
    return source.split(1, PipelineOptionsFactory.create()).get(partition);
  }

  @Test
  void aMarkOfARunWithOtherRulesIsRefusedNamingBothAndOneWithTheSameRulesIsNot() throws IOException {
    var options = PipelineOptionsFactory.create();
    options.as(RunRules.class).setRunRules("--window=PT1S");
    PartitionMark mark;
    try (var reader = source(Kind.READING, 12).createReader(options, null)) {
      mark = throughBytes((PartitionMark) reader.getCheckpointMark());
    }
    source(Kind.READING, 12).createReader(options, mark).close();
    options.as(RunRules.class).setRunRules("--window=PT2S");
    var thrown = assertThrows(MeterlineException.class, () -> source(Kind.READING, 12).createReader(options, mark));
    assertEquals(
        "the state that this run resumes from was made with --window=PT1S, but this run has --window=PT2S; use the former, or"
            + " start over without it",
        thrown.getMessage());
  }

  private static PartitionMark throughBytes(PartitionMark mark) throws IOException {
    var coder = new LiveSource(log.cluster(), Kind.SETTING, 1, WAIT, SLACK).getCheckpointMarkCoder();
    var bytes = new ByteArrayOutputStream();
    coder.encode(mark, bytes);
    return coder.decode(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
