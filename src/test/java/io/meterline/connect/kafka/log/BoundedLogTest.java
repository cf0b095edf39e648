package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as a bounded source. Partition 0 has ten events, and 1 has offsets without an event. */
class BoundedLogTest {
  private static final int EVENTS = 10;

  @TempDir private static Path folder;
  private static TestLog log;
  private static Instant half;

  @BeforeAll
  static void start() {
    log = new TestLog(folder, 2);
    for (var i = 0; i < EVENTS; i++) {
      var sent = log.send(Kind.READING, 0, Optional.of(bytes("0/" + i)));
      if (i == EVENTS / 2) {
        half = Instant.ofEpochMilli(sent.timestamp());
      }
    }
    // The marker of a transaction's end takes up an offset.
    try (var producer = log.cluster().producer(Map.of("transactional.id", "test"))) {
      producer.initTransactions();
      for (var i = 0; i < 3; i++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.READINGS, 1, null, bytes("1/" + i)));
        producer.commitTransaction();
      }
    }
    log.send(Kind.SETTING, 0, Optional.of(bytes("a change")));
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void latestReadsEveryEventAcrossOffsetsWithoutOne() {
    var ends = LogEnds.of(log.cluster(), new Until.Latest());
    assertEquals(Map.of(0, (long) EVENTS, 1, 6L), ends.ends().get(Kind.READING));
    assertEquals(Map.of(0, 1L, 1, 0L), ends.ends().get(Kind.SETTING));
    assertEquals(Map.of(Kind.READING, 2, Kind.SETTING, 2), ends.partitions());
    assertRead(ends, Kind.READING, texts(0, EVENTS, 1, 3));
    assertRead(ends, Kind.SETTING, List.of("a change"));
  }

  @Test
  void aTimeReadsWhatWasLoggedBeforeIt() {
    var ends = LogEnds.of(log.cluster(), new Until.LoggedBefore(half));
    var before = ends.ends().get(Kind.READING).get(0);
    assertEquals(Map.of(0, before, 1, 0L), ends.ends().get(Kind.READING));
    assertRead(ends, Kind.READING, texts(0, before.intValue(), 1, 0));
    assertEquals(
        Map.of(0, 0L, 1, 0L), LogEnds.of(log.cluster(), new Until.LoggedBefore(Instant.EPOCH)).ends().get(Kind.READING));
    assertEquals(
        LogEnds.of(log.cluster(), new Until.Latest()),
        LogEnds.of(log.cluster(), new Until.LoggedBefore(Instant.now().plusSeconds(3600))));
  }

  @Test
  void offsetsAreExclusiveEnds() {
    var ends = LogEnds.of(log.cluster(), Until.parse("readings:0=4,readings:1=2,settings:0=0,settings:1=0"));
    assertRead(ends, Kind.READING, texts(0, 4, 1, 1));
    assertRead(ends, Kind.SETTING, List.of());
  }

  @Test
  void offsetsOfSomePartitionsOrBeyondTheEndAreRefused() {
    assertRefused(
        "readings:0=4,settings:0=0,settings:1=0",
        "--until names the partitions [0] of meterline.readings, which has [0, 1]; name every one");
    assertRefused(
        "readings:0=4,readings:1=2,settings:0=9,settings:1=0",
        "--until: meterline.settings-0 ends at offset 1, before 9");
  }

  private static void assertRefused(String offsets, String message) {
    var until = Until.parse(offsets);
    assertEquals(
        message, assertThrows(MeterlineException.class, () -> LogEnds.of(log.cluster(), until)).getMessage());
  }

  private static void assertRead(LogEnds ends, Kind kind, List<String> expected) {
    for (var runner : List.of("DirectRunner", "InMemoryRunner")) {
      assertRead(ends, kind, expected, runner);
    }
  }

  private static void assertRead(LogEnds ends, Kind kind, List<String> expected, String runner) {
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=" + runner).create());
    var read =
        pipeline
            .apply(new ReadRanges(log.cluster(), ends.ranges(kind)))
            .apply(FlatMapElements.into(TypeDescriptors.strings()).via(BoundedLogTest::texts));
    PAssert.that(read).containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  private static List<String> texts(RawEvents events) {
    return IntStream.range(0, events.size())
        .mapToObj(i -> new String(events.value(i), StandardCharsets.UTF_8))
        .collect(Collectors.toList());
  }

  private static List<String> texts(int partition, int count, int other, int otherCount) {
    return Stream.concat(
            IntStream.range(0, count).mapToObj(i -> partition + "/" + i),
            IntStream.range(0, otherCount).mapToObj(i -> other + "/" + i))
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
