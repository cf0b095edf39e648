package io.meterline.app.launch;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends some of everything that can be in a log: settings of every scope, readings in and out of order, repeated, late,
 * too late and early, and malformed bytes. Each reading starts when the event before it was logged.
 */
public final class SmallDay {
  private static final int DEVICES = 5;
  private static final int ROUNDS = 12;
  private static final Position UNKNOWN = new Position(Instant.EPOCH, 0, 0);

  private final TestLog log;
  private final int partitions;
  private final ReadingEvents readings = new ReadingEvents();
  private final ChangeEvents changes = new ChangeEvents();
  private long now = System.currentTimeMillis();

  public SmallDay(TestLog log, int partitions) {
    this.log = log;
    this.partitions = partitions;
  }

  public void send() {
    change("everyone", "price.micros.per.kwh", "SET", "300000");
    change("plan:night", "price.micros.per.kwh", "SET", "100000");
    for (var device = 0; device < DEVICES; device++) {
      change("device:d" + device, "cohort", "SET", device % 2 == 0 ? "even" : "odd");
    }
    for (var round = 0; round < ROUNDS; round++) {
      for (var device = 0; device < DEVICES; device++) {
        reading("d" + device, now, 1_000L * (device + 1));
      }
      if (round == 3) {
        change("device:d1", "plan", "SET", "night");
        change("everyone", "alert.threshold.watts", "SET", "10");
      }
      if (round == 6) {
        change("everyone", "price.micros.per.kwh", "SCALE", "1.5");
        change("device:d2", "alert.threshold.watts", "SET", "1000000");
        change("nobody", "price.micros.per.kwh", "SET", "1");
      }
      if (round == 8) {
        change("device:d0", "alert.threshold.watts", "CLEAR", "");
        bytes(Kind.READING, "no event at all");
        bytes(Kind.SETTING, "{\"scope\":");
        log.send(Kind.READING, 0, Optional.empty());
        log.send(Kind.SETTING, 0, Optional.empty());
      }
    }
    var twice = now;
    reading("d3", twice, 7_000);
    reading("d3", twice, 9_000);
    reading("d4", now - Duration.ofHours(30).toMillis(), 5_000);
    reading("d4", now - Duration.ofDays(3).toMillis(), 5_000);
    reading("d4", now + Duration.ofDays(3).toMillis(), 5_000);
  }

  /** A first reading of a device, behind the results by now. */
  public void sendLate() {
    reading("d0", now - Duration.ofMinutes(90).toMillis(), 123_000);
    reading("d9", now - Duration.ofMinutes(90).toMillis(), 456_000);
  }

  private void reading(String device, long at, long milliwattHours) {
    var partition = Math.floorMod(device.hashCode(), partitions);
    now = log.send(Kind.READING, partition, Optional.of(readings.encode(device, new Reading(at, 1, milliwattHours)))).timestamp();
  }

  private void change(String scope, String name, String op, String value) {
    var change =
        new LoggedChange(
            scope, name, op, value, Instant.ofEpochMilli(now), Optional.empty(), Optional.of("a test"), UNKNOWN);
    now = log.sendAll(Kind.SETTING, 0, List.of(changes.encode(change))).get(0).timestamp();
  }

  private void bytes(Kind kind, String text) {
    log.send(kind, 0, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
