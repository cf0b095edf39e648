package io.meterline.app.launch;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends events of the maximum size that Kafka accepts and a row can hold, where they take several times the space. Each starts when
 * the event before it was logged.
 */
public final class OddEvents {
  /** Just below the mebibyte that Kafka accepts. */
  private static final int MOST = 1_048_000;

  private static final Position UNKNOWN = new Position(Instant.EPOCH, 0, 0);
  private static final List<String> ZONES = List.of("+18:00", "-18:00", "GMT0", "UTC+01:30", "Z", "Pacific/Kiritimati");

  private final TestLog log;
  private final ReadingEvents readings = new ReadingEvents();
  private final ChangeEvents changes = new ChangeEvents();
  private long now = System.currentTimeMillis();

  public OddEvents(TestLog log) {
    this.log = log;
  }

  /** A character of one byte that takes six as JSON, and seven as JSON within JSON. */
  private static String nothings(int count) {
    return "\0".repeat(count);
  }

  /** Sends them, and returns how many of them are unusable. */
  public int send() {
    change("everyone", "price.micros.per.kwh", "SET", "1000000000000");
    change("device:" + nothings(MOST / 2), "cohort", "SET", nothings(MOST / 2 - 1_000));
    for (var zone : ZONES) {
      change("device:" + zone, "timezone", "SET", zone);
    }
    reading(nothings(MOST / 2), now, 1, 1_000_000_000_000_000L);
    reading(nothings(MOST), now, 1, 1_000_000);
    reading("\"", now, Integer.MAX_VALUE, -1_000_000_000_000_000L);
    for (var zone : ZONES) {
      reading(zone, now, 1800, 1_000_000);
    }
    return rejected();
  }

  /** Sends an ordinary reading. */
  public void sendUsual() {
    reading("usual", now, 1, 1_000);
  }

  private int rejected() {
    change(nothings(MOST), "price.micros.per.kwh", "SET", "1");
    bytes(Kind.READING, "{\"" + "\u007f".repeat(MOST));
    reading("a", now, 1, Long.MAX_VALUE);
    reading("\0", Long.MAX_VALUE, 1, 0);
    reading("\"", Long.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);
    change("everyone", "\0", "SET", "1");
    change("everyone", "price.micros.per.kwh", "SET", "9000000000000000000");
    change("everyone", "timezone", "SET", "\"");
    change("device:a", "price.micros.per.kwh", "\0", "1");
    bytes(Kind.SETTING, "\0");
    log.send(Kind.READING, 0, Optional.empty());
    log.send(Kind.SETTING, 0, Optional.of(new byte[0]));
    return 12;
  }

  private void reading(String device, long at, int seconds, long milliwattHours) {
    var event = readings.encode(device, new Reading(at, seconds, milliwattHours));
    now = log.send(Kind.READING, 0, Optional.of(event)).timestamp();
  }

  private void change(String scope, String name, String op, String value) {
    var effective = Instant.ofEpochMilli(now);
    var change = new LoggedChange(scope, name, op, value, effective, Optional.empty(), Optional.empty(), UNKNOWN);
    now = log.send(Kind.SETTING, 0, Optional.of(changes.encode(change))).timestamp();
  }

  private void bytes(Kind kind, String text) {
    log.send(kind, 0, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
