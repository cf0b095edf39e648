package io.meterline.load;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Meters that report at a steady rate, in turns; and a probe, a meter of its own that reports once per second, whose row is awaited in
 * the usage topic.
 */
final class Meters implements AutoCloseable {
  /** How long they report before the measurement. */
  static final Duration TO_WARM_UP = Duration.ofSeconds(30);

  private static final String USAGE = "meterline.usage";
  private static final int TURNS_A_SECOND = 20;
  private static final int A_COHORT = 500;
  private static final int A_DAY = 86_400;
  private static final Duration TO_SETTLE = Duration.ofSeconds(20);
  private static final Pattern PROBE = Pattern.compile("probe-(\\d+)");

  private final int devices;
  private final int rate;
  private final int seconds;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private final ReadingEvents readings = new ReadingEvents();
  private final Map<Integer, Long> loggedAt = new ConcurrentHashMap<>();
  private final Map<Integer, Long> seenAt = new ConcurrentHashMap<>();
  private long sent;

  Meters(String bootstrap, int devices, int rate, int seconds) {
    var cluster = KafkaCluster.at(bootstrap);
    this.devices = devices;
    this.rate = rate;
    this.seconds = seconds;
    this.producer = cluster.producer(Map.of("linger.ms", "5", "compression.type", "lz4"));
    this.consumer = cluster.consumer(Map.of());
  }

  /** Logs a price and a threshold for everyone, and a cohort for every device. */
  void register() {
    var changes = new ChangeEvents();
    send(changes, "everyone", "price.micros.per.kwh", "300000");
    send(changes, "everyone", "alert.threshold.watts", "3000");
    for (var device = 0; device < devices; device++) {
      send(changes, "device:m" + device, "cohort", "street-" + device / A_COHORT);
    }
    producer.flush();
  }

  private void send(ChangeEvents changes, String scope, String name, String value) {
    var at = Instant.parse("2020-01-01T00:00:00Z");
    var nowhere = new Position(at, 0, 0);
    var change = new LoggedChange(scope, name, "SET", value, at, Optional.empty(), Optional.empty(), nowhere);
    producer.send(new ProducerRecord<>(Topics.SETTINGS, bytes(scope), changes.encode(change)));
  }

  /** Reports for the given time, after the time that the pipeline needs to warm up. */
  Latencies run() {
    var partitions = consumer.partitionsFor(USAGE).stream().map(one -> new TopicPartition(USAGE, one.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var warm = (int) TO_WARM_UP.toSeconds();
    var perDevice = (int) ((long) rate * (seconds + warm) / devices) + 1;
    var interval = perDevice * 60L < A_DAY ? 60 : 1;
    var first = System.currentTimeMillis() - perDevice * interval * 1000L;
    var start = System.nanoTime();
    var turns = (seconds + warm) * TURNS_A_SECOND;
    for (var turn = 0; turn < turns; turn++) {
      while (System.nanoTime() - start < turn * 1_000_000_000L / TURNS_A_SECOND) {
        look(Duration.ofMillis(5));
      }
      var until = (long) (turn + 1) * rate / TURNS_A_SECOND;
      for (var i = (long) turn * rate / TURNS_A_SECOND; i < until; i++) {
        var device = "m" + i % devices;
        var at = first + i / devices * interval * 1000L;
        report(device, new Reading(at, interval, 5_000 + i * 7_919 % 60_000));
        sent += turn >= warm * TURNS_A_SECOND ? 1 : 0;
      }
      if (turn % TURNS_A_SECOND == 0 && turn >= warm * TURNS_A_SECOND) {
        probe(turn / TURNS_A_SECOND);
      }
    }
    producer.flush();
    var end = System.nanoTime() + TO_SETTLE.toNanos();
    while (seenAt.size() < loggedAt.size() && System.nanoTime() < end) {
      look(Duration.ofMillis(100));
    }
    return latencies();
  }

  private void report(String device, Reading reading) {
    producer.send(new ProducerRecord<>(Topics.READINGS, bytes(device), readings.encode(device, reading)));
  }

  private void probe(int number) {
    var device = "probe-" + number;
    var reading = new Reading(System.currentTimeMillis() - 60_000, 60, 1_000);
    producer.send(
        new ProducerRecord<>(Topics.READINGS, bytes(device), readings.encode(device, reading)),
        (place, failure) -> loggedAt.put(number, place.timestamp()));
  }

  private void look(Duration patience) {
    var records = consumer.poll(patience);
    if (records.isEmpty()) {
      LockSupport.parkNanos(1_000_000);
    }
    for (var record : records) {
      var probe = PROBE.matcher(new String(record.key(), StandardCharsets.UTF_8));
      if (probe.find()) {
        seenAt.putIfAbsent(Integer.valueOf(probe.group(1)), record.timestamp());
      }
    }
  }

  private Latencies latencies() {
    var now = System.currentTimeMillis();
    List<Long> millis = new ArrayList<>();
    loggedAt.keySet().stream().sorted().forEach(probe -> millis.add(seenAt.getOrDefault(probe, now) - loggedAt.get(probe)));
    return new Latencies(millis);
  }

  /** The number of readings reported after the warm-up. */
  long sent() {
    return sent;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
