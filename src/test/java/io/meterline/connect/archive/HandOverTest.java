package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.files.Disk;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.HandOver;
import io.meterline.connect.kafka.log.LiveReader;
import io.meterline.connect.kafka.log.LiveSource;
import io.meterline.connect.kafka.log.PartitionMark;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers of partitions of which Kafka no longer has the first events, on a real broker. Each test has its own partition. */
class HandOverTest {
  private static final int PARTITIONS = 16;
  private static final TimeSlices SLICES = new TimeSlices(Duration.ofMinutes(5));
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final LongUnaryOperator AS_LOGGED = time -> time;

  @TempDir private static Path broker;
  private static TestLog log;
  private static int used;

  @TempDir private Path folder;
  private LiveArchive archive;
  private int partition;

  @BeforeAll
  static void start() {
    log = new TestLog(broker, PARTITIONS);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void takePartition(TestInfo test) {
    partition = used++;
    archive = LiveArchive.open(folder, new LogIdentity("c", "r", "s"), SLICES);
  }

  @ParameterizedTest
  @EnumSource
  void everyEventIsReadOnceFromTheArchiveAndThenFromKafkaWhereverAReaderStarts(Kind kind) throws Exception {
    var events = send(kind, 5_000);
    archive(events.range(0, 700), AS_LOGGED);
    archive(events.range(700, 4_500), AS_LOGGED);
    delete(kind, 4_400);
    for (var from : List.of(0, 1, 699, 700, 4_399, 4_400, 4_499, 4_500, 4_999)) {
      try (var reader = reader(kind, archive.events(), from)) {
        assertEquals(decoded(events.range(from, 5_000)), read(reader, 5_000));
        assertEquals(5_000, reader.getCheckpointMark().next());
      }
    }
  }

  @Test
  void theWatermarkFollowsTheArchivedEventsAndThenTheClock() throws Exception {
    var events = send(Kind.SETTING, 30);
    archive(events, AS_LOGGED);
    delete(Kind.SETTING, 30);
    var later = Instant.now().plus(Duration.ofHours(1));
    try (var reader = source(Kind.SETTING, archive.events()).reader(Optional.empty(), () -> later)) {
      reader.start();
      while (!reader.advance()) {
        assertEquals(Long.MIN_VALUE, reader.getCheckpointMark().promised());
      }
      assertEquals(events.loggedAt(29), reader.getCheckpointMark().promised());
      var deadline = deadline();
      while (reader.getCheckpointMark().promised() < later.minus(SLACK).toEpochMilli()) {
        reader.advance();
        assertTrue(System.nanoTime() < deadline, "the watermark stays behind");
      }
    }
  }

  @Test
  void filesWhoseOffsetsOverlapAreReadInOrderOfOffsets() throws Exception {
    var events = send(Kind.READING, 600);
    // A broker's clock that is behind puts later events into an earlier day.
    archive(events.range(0, 200), time -> time - 3 * DAY);
    archive(events.range(200, 210), time -> time - 5 * DAY);
    archive(events.range(210, 400), time -> time - 3 * DAY);
    archive(events.range(400, 550), time -> time - 2 * DAY);
    delete(Kind.READING, 550);
    assertEquals(offsets(0, 600), readOffsets(archive.events(), 0, 600));
    assertEquals(offsets(205, 600), readOffsets(archive.events(), 205, 600));
  }

  @Test
  void theArchiveMayBeCompactedMeanwhile() throws Exception {
    var events = send(Kind.READING, 5_000);
    for (var part = 0; part < 9; part++) {
      var day = 12 - part / 3;
      archive(events.range(part * 500, part * 500 + 500), time -> time - day * DAY);
    }
    delete(Kind.READING, 4_500);
    try (var reader = reader(Kind.READING, archive.events(), 0)) {
      var first = readOffsets(reader, 1_000);
      var outcome = new Compaction(archive.folder(), Compaction.Gaps.STAY).run(Compaction.Observer.NONE).orElseThrow();
      assertEquals(6, outcome.replaced());
      first.addAll(readOffsets(reader, 5_000));
      assertEquals(offsets(0, 5_000), first);
    }
    assertEquals(offsets(0, 5_000), readOffsets(archive.events(), 0, 5_000));
  }

  @Test
  void aReaderThatTakesLongerThanReplacedFilesAreKeptGoesOnInTheFilesThatAreThere() throws Exception {
    var events = send(Kind.READING, 4_500);
    archiveSmallFiles(events);
    try (var reader = new ArchivedPartition(archive.folder(), Kind.READING, partition, 0, Duration.ZERO)) {
      var first = reader.next().orElseThrow();
      assertEquals(2_000, first.size());
      new Compaction(archive.folder(), Compaction.Gaps.STAY).run(Compaction.Observer.NONE).orElseThrow();
      Disk.remove(folder.resolve(".generations/readings-1"));
      var read = new ArrayList<>(IntStream.range(0, first.size()).mapToObj(first::offset).toList());
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        IntStream.range(0, next.get().size()).mapToObj(next.get()::offset).forEach(read::add);
      }
      assertEquals(offsets(0, 4_500), read);
    }
  }

  @Test
  void aFileThatIsRemovedWhileTheArchiveIsReadIsNoticed() throws Exception {
    var events = send(Kind.READING, 4_500);
    archiveSmallFiles(events);
    try (var reader = new ArchivedPartition(archive.folder(), Kind.READING, partition, 0, Duration.ZERO)) {
      reader.next().orElseThrow();
      Files.delete(Path.of(archive.folder().in("readings").path(fileOf(2_900))));
      assertEquals(
          "the archive %s: the events of readings partition %d from offset 2700 on were there when the run began, and are gone"
              .formatted(folder, partition),
          assertThrows(MeterlineException.class, reader::next).getMessage());
    }
  }

  private String fileOf(long offset) throws IOException {
    return LogListing.ofPartition(archive.folder(), Kind.READING, partition).files().stream()
        .filter(file -> file.offsets().contains(offset))
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Archives events in files of 300, three for each day. A batch ends within a file. */
  private void archiveSmallFiles(RawEvents events) {
    for (var from = 0; from < events.size(); from += 300) {
      var day = 20 - from / 900;
      archive(events.range(from, from + 300), time -> time - day * DAY);
    }
  }

  @Test
  void aHoleInTheArchiveIsFilledFromKafka() throws Exception {
    var events = send(Kind.READING, 1_000);
    archive(events.range(0, 500), AS_LOGGED);
    archive(events.range(600, 700), AS_LOGGED);
    delete(Kind.READING, 450);
    assertEquals(offsets(0, 1_000), readOffsets(archive.events(), 0, 1_000));
  }

  @Test
  void aHoleInTheArchiveThatKafkaDoesNotFillIsRefused() throws Exception {
    var events = send(Kind.READING, 1_000);
    archive(events.range(0, 500), AS_LOGGED);
    archive(events.range(501, 700), AS_LOGGED);
    delete(Kind.READING, 501);
    assertRefused(
        "%s: the archive %s has its events up to offset 499, but Kafka begins at offset 501: offset 500 is in neither"
            .formatted(name(), folder),
        0);
  }

  @Test
  void anArchiveBehindTheTopicIsRefusedAndNamesThePartitionAndBothOffsets() throws Exception {
    var events = send(Kind.READING, 1_000);
    archive(events.range(0, 500), AS_LOGGED);
    delete(Kind.READING, 600);
    assertRefused(
        "%s: the archive %s has its events up to offset 499, but Kafka begins at offset 600: offsets 500 to 599 are in neither"
            .formatted(name(), folder),
        300);
  }

  @Test
  void anEmptyArchiveIsRefused() throws Exception {
    send(Kind.READING, 10);
    delete(Kind.READING, 4);
    assertRefused(
        "%s: the archive %s does not have the event with offset 0, but Kafka begins at offset 4: offsets 0 to 3 are in neither"
            .formatted(name(), folder),
        0);
  }

  @Test
  void deletedEventsWithoutAnArchiveAreRefused() throws Exception {
    send(Kind.READING, 10);
    delete(Kind.READING, 4);
    archive = null;
    assertRefused(
        name() + " begins at offset 4 in Kafka: the events before it were deleted; name the archive that has them (--archive)", 0);
  }

  @Test
  void eventsThatKafkaDeletesWhileTheArchiveIsReadAreRefused() throws Exception {
    var events = send(Kind.READING, 9_000);
    archive(events.range(0, 8_000), AS_LOGGED);
    delete(Kind.READING, 7_900);
    try (var reader = reader(Kind.READING, archive.events(), 0)) {
      readOffsets(reader, 2_000);
      delete(Kind.READING, 8_500);
      var refused = assertThrows(MeterlineException.class, () -> readOffsets(reader, 9_000));
      assertTrue(refused.getMessage().contains("but Kafka begins at offset 8500: offsets 8000 to 8499 are in neither"), refused.getMessage());
    }
  }

  @Test
  void anEventAtTheSeamThatDiffersIsRefused() throws Exception {
    var events = send(Kind.READING, 100);
    archive(events.range(0, 80), AS_LOGGED);
    archive(events.range(80, 90), time -> time + 1);
    delete(Kind.READING, 50);
    assertRefused(
        "%s: the event with offset 80 in the archive %s is not the one in Kafka: the archive is not of this topic, or the topic lost events"
            .formatted(name(), folder),
        0);
  }

  @Test
  void aRunThatStartsOverIsCheckedBeforeItStarts(@TempDir Path other) throws Exception {
    try (var fresh = new TestLog(other, 2); var admin = fresh.cluster().admin()) {
      HandOver.of(fresh.cluster(), ArchivedEvents.none()).require(fresh.cluster());
      var events = batch(Kind.READING, 1, fresh, 50);
      archive(events.range(0, 30), AS_LOGGED);
      TestTopics.deleteBefore(admin, Topics.READINGS, 1, 20);
      var handOver = HandOver.of(fresh.cluster(), archive.events());
      handOver.require(fresh.cluster());
      assertEquals(Map.of(Kind.READING, Map.of(1, 30L)), handOver.archivedTo());
      archive(events.range(30, 40), time -> time - 1);
      TestTopics.deleteBefore(admin, Topics.READINGS, 1, 30);
      assertTrue(refusal(fresh, archive.events()).startsWith("meterline.readings-1: the event with offset 30 in the archive "));
      TestTopics.deleteBefore(admin, Topics.READINGS, 1, 45);
      assertTrue(refusal(fresh, archive.events()).endsWith("but Kafka begins at offset 45: offsets 40 to 44 are in neither"));
      assertTrue(refusal(fresh, ArchivedEvents.none()).endsWith("name the archive that has them (--archive)"));
    }
  }

  private static String refusal(TestLog fresh, ArchivedEvents archived) {
    var handOver = HandOver.of(fresh.cluster(), archived);
    return assertThrows(MeterlineException.class, () -> handOver.require(fresh.cluster())).getMessage();
  }

  private String name() {
    return "meterline.readings-" + partition;
  }

  private void assertRefused(String message, long from) {
    var archived = Optional.ofNullable(archive).map(LiveArchive::events).orElse(ArchivedEvents.none());
    try (var reader = reader(Kind.READING, archived, from)) {
      assertEquals(message, assertThrows(MeterlineException.class, () -> readOffsets(reader, Long.MAX_VALUE)).getMessage());
    }
  }

  /** Sends events of every encoding, and some that cannot be decoded. */
  private RawEvents send(Kind kind, int count) {
    return batch(kind, partition, log, count);
  }

  private static RawEvents batch(Kind kind, int partition, TestLog log, int count) {
    var values = IntStream.range(0, count).mapToObj(i -> value(kind, i)).toList();
    var sent = log.sendAll(kind, partition, values);
    return new RawEvents(
        kind,
        partition,
        LongStream.range(0, count).toArray(),
        sent.stream().mapToLong(one -> one.timestamp()).toArray(),
        values.toArray(byte[][]::new));
  }

  private static byte[] value(Kind kind, int i) {
    if (i % 10 == 7) {
      return "no event %d".formatted(i).getBytes(StandardCharsets.UTF_8);
    }
    return switch (kind) {
      case READING ->
          i % 2 == 0
              ? new ReadingEvents().encode("höme " + i % 5, new Reading(i, 1 + i, -i))
              : "{\"device\":\"h\",\"at\":\"2026-01-01T00:00:00Z\",\"seconds\":60,\"milliwatt_hours\":%d}".formatted(i).getBytes(StandardCharsets.UTF_8);
      case SETTING -> new ChangeEvents().encode(change(i));
    };
  }

  private static LoggedChange change(int i) {
    var author = i % 3 == 0 ? Optional.of("") : Optional.<String>empty();
    var at = Instant.ofEpochMilli(i * 1_000L);
    return new LoggedChange("everyone", "price", "SET", i % 4 == 0 ? "" : "1", at, author, Optional.of("because " + i), new Position(at, 0, 0));
  }

  /** Archives events, with other times than those at which they were logged. */
  private void archive(RawEvents events, LongUnaryOperator time) {
    var size = events.size();
    var batch =
        new RawEvents(
            events.kind(),
            events.partition(),
            IntStream.range(0, size).mapToLong(events::offset).toArray(),
            IntStream.range(0, size).mapToLong(events::loggedAt).map(time).toArray(),
            IntStream.range(0, size).mapToObj(events::value).toArray(byte[][]::new));
    SLICES.split(batch, (file, part) -> archive.write(file, List.of(part)));
  }

  private void delete(Kind kind, long before) throws Exception {
    try (var admin = log.cluster().admin()) {
      TestTopics.deleteBefore(admin, Topics.of(kind), partition, before);
    }
  }

  private LiveSource source(Kind kind, ArchivedEvents archived) {
    var source = new LiveSource(log.cluster(), kind, PARTITIONS, archived, Duration.ZERO, SLACK);
    return source.split(1, PipelineOptionsFactory.create()).get(partition);
  }

  private LiveReader reader(Kind kind, ArchivedEvents archived, long from) {
    var mark = new PartitionMark(from, Long.MIN_VALUE, "");
    return source(kind, archived).reader(Optional.of(mark), InstantSource.system());
  }

  private static List<Object> decoded(RawEvents events) {
    return IntStream.range(0, events.size()).mapToObj(i -> decoded(events, i)).toList();
  }

  private static Object decoded(RawEvents events, int i) {
    return switch (events.kind()) {
      case READING -> new ReadingEvents().decode(events.value(i), events.position(i));
      case SETTING -> new ChangeEvents().decode(events.value(i), events.position(i));
    };
  }

  private static List<Object> read(LiveReader reader, long end) {
    var read = new ArrayList<>();
    advance(reader, end, batch -> read.addAll(decoded(batch)));
    return read;
  }

  private List<Long> readOffsets(ArchivedEvents archived, long from, long end) {
    try (var reader = reader(Kind.READING, archived, from)) {
      return readOffsets(reader, end);
    }
  }

  private static List<Long> readOffsets(LiveReader reader, long end) {
    var read = new ArrayList<Long>();
    advance(reader, end, batch -> IntStream.range(0, batch.size()).forEach(i -> read.add(batch.offset(i))));
    return read;
  }

  private static void advance(LiveReader reader, long end, java.util.function.Consumer<RawEvents> batches) {
    var deadline = deadline();
    while (reader.getCheckpointMark().next() < end) {
      if (reader.advance()) {
        batches.accept(reader.getCurrent());
      }
      assertTrue(System.nanoTime() < deadline, () -> "still at " + reader.getCheckpointMark());
    }
  }

  private static long deadline() {
    return System.nanoTime() + Duration.ofSeconds(60).toNanos();
  }

  private static List<Long> offsets(long from, long end) {
    return LongStream.range(from, end).boxed().toList();
  }
}
