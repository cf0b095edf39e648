package io.meterline.connect.kafka.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings of a short time are one batch; on a real broker. Each test has its own partition. */
class GatheredReadingsTest {
  private static final int PARTITIONS = 3;
  private static final int FULL = 10_000;
  private static final Duration WAIT = Duration.ofMinutes(1);
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Instant IN_AN_HOUR = Instant.now().plus(Duration.ofHours(1));

  @TempDir private static Path folder;
  private static TestLog log;

  @BeforeAll
  static void start() {
    log = new TestLog(folder, PARTITIONS);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void eventsOfManyFetchesAreOneBatchOnceItIsFull() {
    try (var consumer = new PartitionConsumer(log.cluster(), Kind.READING, 0, 0, FOR_EVER)) {
      log.send(Kind.READING, 0, Optional.of(bytes("0")));
      var deadline = deadline();
      while (!consumer.hasFetched()) {
        assertTrue(consumer.next(POLL).isEmpty());
        assertTrue(System.nanoTime() < deadline, "the first event has not come");
      }
      assertTrue(consumer.next(POLL).isEmpty());
      log.sendAll(Kind.READING, 0, IntStream.rangeClosed(1, FULL).mapToObj(i -> bytes("" + i)).toList());
      var batch = next(consumer);
      assertEquals(FULL, batch.size());
      assertEquals(0, batch.offset(0));
      assertEquals(FULL - 1, batch.offset(FULL - 1));
    }
  }

  @Test
  void largeEventsAreNotGatheredBeyondTheSizeOfABatch() {
    var large = bytes("ten bytes.".repeat(30_000));
    log.sendAll(Kind.READING, 1, List.of(large, large, large, large));
    try (var consumer = new PartitionConsumer(log.cluster(), Kind.READING, 1, 0, FOR_EVER)) {
      assertEquals(3, next(consumer).size());
    }
  }

  @Test
  void theWatermarkOfAPartitionDoesNotPassReadingsThatAreStillGathered() {
    var now = new AtomicReference<>(Instant.now());
    InstantSource clock = now::get;
    var source = new LiveSource(log.cluster(), Kind.READING, PARTITIONS, WAIT, SLACK);
    try (var reader = source.split(1, PipelineOptionsFactory.create()).get(2).reader(Optional.empty(), clock)) {
      reader.start();
      var sent = log.send(Kind.READING, 2, Optional.of(bytes("gathered")));
      now.set(IN_AN_HOUR);
      var watermarks = new ArrayList<Long>();
      var deadline = deadline();
      while (!reader.advance()) {
        watermarks.add(reader.getWatermark().getMillis());
        assertTrue(System.nanoTime() < deadline, "the reading has not come");
      }
      var arrived = sent.timestamp() - WAIT.toMillis();
      assertEquals(arrived, reader.getCurrentTimestamp().getMillis());
      assertTrue(watermarks.stream().allMatch(watermark -> watermark <= arrived), () -> watermarks + " before " + arrived);
    }
  }

  private static RawEvents next(PartitionConsumer consumer) {
    var deadline = deadline();
    var next = consumer.next(POLL);
    while (next.isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "no batch has come");
      next = consumer.next(POLL);
    }
    return next.get();
  }

  private static long deadline() {
    return System.nanoTime() + Duration.ofSeconds(60).toNanos();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
