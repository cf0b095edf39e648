package io.meterline.live;

import io.meterline.event.ChangeEvents;
import io.meterline.event.ReadingEvents;
import io.meterline.kafka.TestLog;
import io.meterline.log.Kind;
import io.meterline.log.LoggedChange;
import io.meterline.log.Position;
import io.meterline.log.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends events at the end of what Kafka takes, and of what a row can hold: each takes many times as much there. */
final class OddEvents {
  /** Just short of the mebibyte that Kafka takes. */
  private static final int MOST = 1_048_000;

  private static final Position UNKNOWN = new Position(Instant.EPOCH, 0, 0);
  private static final long NOW = System.currentTimeMillis() - Duration.ofHours(2).toMillis();

  private final TestLog log;
  private final ReadingEvents readings = new ReadingEvents();
  private final ChangeEvents changes = new ChangeEvents();

  OddEvents(TestLog log) {
    this.log = log;
  }

  /** A character of one byte that takes six as JSON, and seven as JSON within JSON. */
  private static String nothings(int count) {
    return "\0".repeat(count);
  }

  /** Sends them, and returns how many of them can never be used. */
  int send() {
    change("everyone", "price.micros.per.kwh", "SET", "1000000000000");
    change("device:" + nothings(MOST / 2), "cohort", "SET", nothings(MOST / 2 - 1_000));
    reading(nothings(MOST / 2), NOW, 1, 1_000_000_000_000_000L);
    reading(nothings(MOST), NOW, 1, 1_000_000);
    reading("\"", NOW, Integer.MAX_VALUE, -1_000_000_000_000_000L);
    for (var zone : new String[] {"+18:00", "-18:00", "GMT0", "UTC+01:30", "Z", "Pacific/Kiritimati"}) {
      change("device:" + zone, "timezone", "SET", zone);
      reading(zone, NOW, 1800, 1_000_000);
    }
    refused();
    return 12;
  }

  private void refused() {
    reading(nothings(MOST), NOW, 1, Long.MAX_VALUE);
    reading(nothings(MOST), Long.MAX_VALUE, 1, 0);
    reading("\"".repeat(MOST), Long.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);
    change(nothings(MOST), "price.micros.per.kwh", "SET", "1");
    change("everyone", nothings(MOST), "SET", "1");
    change("everyone", "price.micros.per.kwh", "SET", nothings(MOST));
    change("everyone", "timezone", "SET", "\"".repeat(MOST));
    change("device:a", "price.micros.per.kwh", nothings(MOST), "1");
    bytes(Kind.READING, "{\"" + "\u007f".repeat(MOST));
    bytes(Kind.SETTING, nothings(MOST));
    log.send(Kind.READING, 0, Optional.empty());
    log.send(Kind.SETTING, 0, Optional.of(new byte[0]));
  }

  private void reading(String device, long at, int seconds, long milliwattHours) {
    log.send(Kind.READING, 0, Optional.of(readings.encode(device, new Reading(at, seconds, milliwattHours))));
  }

  private void change(String scope, String name, String op, String value) {
    var effective = Instant.ofEpochMilli(NOW - Duration.ofDays(1).toMillis());
    var change = new LoggedChange(scope, name, op, value, effective, Optional.empty(), Optional.empty(), UNKNOWN);
    log.send(Kind.SETTING, 0, Optional.of(changes.encode(change)));
  }

  private void bytes(Kind kind, String text) {
    log.send(kind, 0, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
