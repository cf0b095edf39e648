package io.meterline.bench.live;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The meters of a town, which report in turns at a steady rate, and whoever changes its settings. */
final class Meters implements AutoCloseable {
  /** How meters are called that report before and after the others, one in each partition; their rows do not count. */
  private static final String BESIDE = "beside-";

  private static final long TURN_NANOS = 20_000_000;
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(5);
  private static final Map<String, String> MANY_AT_A_TIME =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, "5",
          ProducerConfig.BATCH_SIZE_CONFIG, "131072",
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
          ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000");

  private final Town town;
  private final Probes probes;
  private final Producer<byte[], byte[]> producer;
  private final ReadingEvents readings = new ReadingEvents();
  private final ChangeEvents changeEvents = new ChangeEvents();
  private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparingLong(Delayed::dueMillis));
  private long sent;
  private long changes;

  private record Delayed(long dueMillis, String device, Reading reading) {}

  /** Is told once a second, in seconds from 0. */
  @FunctionalInterface
  interface EverySecond {
    void passed(int second);
  }

  Meters(KafkaCluster cluster, Town town, Probes probes) {
    this.town = town;
    this.probes = probes;
    this.producer = cluster.producer(MANY_AT_A_TIME);
  }

  /** Sends the settings before the first reading, and returns when they are logged. */
  void register() {
    send(town.opening());
    producer.flush();
  }

  /**
   * Sends a reading in each partition that does not count: to see when a contender works, and as time goes on for some
   * only with a later reading.
   */
  void sendBeside() {
    for (var partition = 0; partition < LiveTopics.PARTITIONS; partition++) {
      var device = BESIDE + partition;
      var value = readings.encode(device, town.reading(partition, System.currentTimeMillis(), 1));
      producer.send(new ProducerRecord<>(Topics.READINGS, partition, bytes(device), value));
    }
    producer.flush();
  }

  /** Whether rows of a device count. */
  static boolean counts(String device) {
    return !device.startsWith(BESIDE);
  }

  /**
   * Reports for a time.
   *
   * @param rate readings a second, at most 1000 for each device
   * @return how many seconds it took
   */
  double run(int rate, int seconds, EverySecond told) {
    var begun = System.nanoTime();
    var beginning = System.currentTimeMillis();
    var interval = Math.max(1, town.devices() / rate);
    var total = (long) rate * seconds;
    var number = 0L;
    var toldSeconds = 0;
    var changesMade = 0;
    while (number < total) {
      var elapsed = System.nanoTime() - begun;
      var until = Math.min(total, (long) (rate * (elapsed / 1e9)));
      for (; number < until; number++) {
        report(number, beginning + number * 1000 / rate, interval);
      }
      sendDelayed(System.currentTimeMillis());
      if (elapsed / BETWEEN_CHANGES.toNanos() >= changesMade) {
        changesMade++;
        send(town.changes(changes++, Instant.now()));
      }
      while (toldSeconds <= elapsed / 1_000_000_000L && toldSeconds < seconds) {
        told.passed(toldSeconds++);
      }
      LockSupport.parkNanos(TURN_NANOS - (System.nanoTime() - begun - elapsed));
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Sends what is still to be late, and returns when all is logged. */
  void finish() {
    sendDelayed(Long.MAX_VALUE);
    producer.flush();
  }

  /** How many readings were sent. */
  long sent() {
    return sent;
  }

  private void report(long number, long endMillis, int interval) {
    var device = town.device(number % town.devices());
    var reading = town.reading(number, endMillis, interval);
    for (var delay : town.delays(number)) {
      if (delay == 0) {
        send(device, reading);
      } else {
        delayed.add(new Delayed(endMillis + delay, device, reading));
      }
    }
  }

  private void sendDelayed(long now) {
    while (!delayed.isEmpty() && delayed.peek().dueMillis() <= now) {
      var due = delayed.poll();
      send(due.device(), due.reading());
    }
  }

  private void send(String device, Reading reading) {
    sent++;
    var record = new ProducerRecord<>(Topics.READINGS, bytes(device), readings.encode(device, reading));
    if (!probes.isProbe(device)) {
      producer.send(record);
      return;
    }
    var key = new UsageOfDay.Key(device, LocalDate.ofInstant(reading.at(), ZoneOffset.UTC));
    producer.send(record, (place, failure) -> probes.logged(key, place.timestamp()));
  }

  private void send(List<LoggedChange> some) {
    some.forEach(
        change -> producer.send(new ProducerRecord<>(Topics.SETTINGS, bytes(change.scope()), changeEvents.encode(change))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
