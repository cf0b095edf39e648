package io.meterline.app.launch;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A street of meters that report every second, in a thread of its own, until it is closed: some late, some twice, some never
 * again; settings that change constantly; and unreadable bytes in both topics.
 */
final class Street implements AutoCloseable {
  private static final int HOMES = 100;
  private static final long SECOND = 1_000;
  private static final byte[][] POISON = {
    {}, {0}, {(byte) 0xC3, 1, 2, 3}, "{\"device\":".getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_8)
  };

  private final Producer<byte[], byte[]> producer;
  private final ReadingEvents readings = new ReadingEvents();
  private final ChangeEvents changes = new ChangeEvents();
  private final Random random = new Random(7);
  private final AtomicLong events = new AtomicLong();
  private final Thread thread = new Thread(this::live, "street");
  private volatile boolean open = true;

  Street(String bootstrap) {
    producer = KafkaCluster.at(bootstrap).producer(Map.of("delivery.timeout.ms", "120000", "max.block.ms", "120000"));
  }

  /** Starts reporting. */
  void open() {
    thread.start();
  }

  /** How many events it has sent, including unreadable ones. */
  long events() {
    return events.get();
  }

  private void live() {
    settle();
    for (var second = System.currentTimeMillis() / SECOND * SECOND; open; second += SECOND) {
      while (System.currentTimeMillis() < second + SECOND) {
        LockSupport.parkNanos(10_000_000);
      }
      reportAll(second);
      changeSettings(second);
      if (random.nextInt(3) == 0) {
        send(Topics.READINGS, "poison", POISON[random.nextInt(POISON.length)]);
        send(Topics.SETTINGS, "poison", POISON[random.nextInt(POISON.length)]);
      }
    }
    producer.flush();
  }

  private void settle() {
    set("everyone", "price.micros.per.kwh", "300000");
    set("everyone", "alert.threshold.watts", "2000");
    for (var home = 0; home < HOMES; home++) {
      set("device:h" + home, "cohort", "side-" + home % 2);
      set("device:h" + home, "plan", home % 3 == 0 ? "night" : "flat");
    }
  }

  private void reportAll(long second) {
    for (var home = 0; home < HOMES; home++) {
      var back = random.nextInt(50);
      if (back == 0) {
        continue; // On its way for ever.
      }
      report(home, second);
      if (back == 1) {
        report(home, second);
      } else if (back < 5) {
        report(home, second - back * 3 * SECOND);
      }
    }
  }

  private void report(int home, long second) {
    var watts = random.nextInt(10) < 7 ? random.nextInt(1_900) : 2_000 + random.nextInt(2_000);
    var reading = new Reading(second, 1, watts * 1_000L / 3_600);
    send(Topics.READINGS, "h" + home, readings.encode("h" + home, reading));
  }

  private void changeSettings(long second) {
    switch ((int) (second / SECOND % 6)) {
      case 0 -> set("everyone", "alert.threshold.watts", String.valueOf(1_500 + random.nextInt(1_000)));
      case 1 -> set("plan:night", "price.micros.per.kwh", String.valueOf(random.nextInt(400_000)));
      case 2 -> set("device:h" + random.nextInt(HOMES), "cohort", "side-" + random.nextInt(3));
      case 3 -> set("device:h" + random.nextInt(HOMES), "alert.sustain.minutes", "0");
      default -> set("cohort:side-1", "alert.clear.percent", String.valueOf(random.nextInt(120)));
    }
  }

  private void set(String scope, String name, String value) {
    var at = Instant.ofEpochMilli(System.currentTimeMillis() - SECOND);
    var nowhere = new Position(at, 0, 0);
    var change = new LoggedChange(scope, name, "SET", value, at, Optional.of("street"), Optional.empty(), nowhere);
    send(Topics.SETTINGS, scope, changes.encode(change));
  }

  private void send(String topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value.length == 0 ? null : value));
    events.incrementAndGet();
  }

  /** Returns when all reports are in the log. */
  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    producer.close();
  }
}
