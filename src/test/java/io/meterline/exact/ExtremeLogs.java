package io.meterline.exact;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.oracle.Log;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Logs with extreme values: numbers at the limits of their types, times at the limits of the supported years and beyond, names
 * with any characters, zones far from UTC.
 */
final class ExtremeLogs {
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
  private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long DAY = 86_400_000;
  private static final String PRICE = "price.micros.per.kwh";

  /** An event, and how long after its time it is logged. */
  private record Sent<T>(long time, long delay, BiFunction<Long, Position, T> event) {}

  private ExtremeLogs() {}

  /** Any such log. */
  static Arbitrary<Log> logs() {
    return Combinators.combine(readings().list().ofMaxSize(25), changes().list().ofMaxSize(25))
        .as((readings, changes) -> new Log(placed(readings), placed(changes)))
        .withoutEdgeCases();
  }

  private static <T> List<T> placed(List<Sent<T>> sent) {
    var placed = new ArrayList<T>();
    for (var event : sent) {
      var later = event.time + event.delay;
      // A time near the limits of a long saturates instead of overflowing.
      var loggedAt = event.delay < 0 ? Math.min(event.time, later) : Math.max(event.time, later);
      placed.add(event.event.apply(event.time, new Position(Instant.ofEpochMilli(loggedAt), placed.size() % 3, placed.size())));
    }
    return placed;
  }

  private static Arbitrary<Sent<LoggedReading>> readings() {
    var seconds = Arbitraries.of(1800, 1, 86_401, Integer.MAX_VALUE, Integer.MAX_VALUE - 1, 0, -1, Integer.MIN_VALUE);
    var energies =
        Arbitraries.of(
            1_000_000L, -1L, 0L, 1_000_000_000_000_000L, -1_000_000_000_000_000L, 1_000_000_000_000_001L, Long.MAX_VALUE, Long.MIN_VALUE);
    return Combinators.combine(names(), times(), delays(), seconds, energies)
        .as(
            (device, time, delay, length, energy) ->
                new Sent<>(
                    time, delay, (at, position) -> new LoggedReading(device, new Reading(at, length, energy), position)));
  }

  private static Arbitrary<Sent<LoggedChange>> changes() {
    var scopes =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just("everyone")),
            Tuple.of(3, names().map(name -> "device:" + name)),
            Tuple.of(1, Arbitraries.of("plan:p", "cohort:c", "plan:", "", "everyone:", "device", "\0", "DEVICE:a")));
    var contents =
        Arbitraries.frequencyOf(
            Tuple.of(4, zones().map(zone -> new String[] {"timezone", "SET", zone})),
            Tuple.of(3, names().map(cohort -> new String[] {"cohort", "SET", cohort})),
            Tuple.of(5, numbers()),
            Tuple.of(1, Combinators.combine(names(), names(), names()).as((name, op, value) -> new String[] {name, op, value})));
    var texts = names().optional();
    return Combinators.combine(scopes, contents, times(), delays(), texts)
        .as(
            (scope, content, time, delay, author) ->
                new Sent<>(
                    time,
                    delay,
                    (effective, position) ->
                        new LoggedChange(
                            scope, content[0], content[1], content[2], Instant.ofEpochMilli(effective), author, Optional.empty(), position)));
  }

  private static Arbitrary<String[]> numbers() {
    var settings = Arbitraries.of(PRICE, "alert.threshold.watts", "alert.sustain.minutes", "alert.clear.percent");
    var acts = Arbitraries.of("SET", "SET", "ADD", "SCALE", "CLEAR");
    var values =
        Arbitraries.of(
            "0", "1", "100", "-1", "1000000000000", "-1000000000000", "1000000000001", "9000000000000000000",
            "9223372036854775807", "-9223372036854775808", "9223372036854775808", "999999999999999999999999999999.999999",
            "-0.000001", "1e9", "", "NaN", "\u0661", "+", "0x10", "0" + "; Mo 00:00-00:30 1".repeat(336), "0" + "; 12:00-13:00 1".repeat(337));
    return Combinators.combine(settings, acts, values).as((setting, act, value) -> new String[] {setting, act, value});
  }

  private static Arbitrary<String> zones() {
    return Arbitraries.of(
        "+18:00", "-18:00", "+17:59:59", "Z", "GMT0", "UTC+01:30", "UT-18:00", "GMT+18", "UTC", "Etc/GMT+12", "Pacific/Kiritimati",
        "Pacific/Apia", "America/St_Johns", "Antarctica/Troll", "Europe/Amsterdam", "EST5EDT", "+18:01", "utc", "", "Mars/Olympus");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of("a", "b")),
        Tuple.of(
            2,
            Arbitraries.of(
                "\0", "\"", "\\", "'", "\n", "\u001b[31m", "\u202e", "\ud83d\ude00", "device:a", "a/b", "..", " ", "\uffff", "NULL", "x".repeat(3_000))),
        Tuple.of(
            1, Arbitraries.strings().withCharRange('\0', '\ud7ff').withCharRange('\ue000', '\uffff').ofMinLength(1).ofMaxLength(9)));
  }

  private static Arbitrary<Long> times() {
    var offsets = Arbitraries.longs().between(0, 3 * DAY).map(offset -> offset / 900_000 * 900_000);
    return Arbitraries.frequencyOf(
        Tuple.of(6, offsets.map(offset -> NOW + offset)),
        Tuple.of(3, offsets.map(offset -> FIRST + offset)),
        Tuple.of(3, offsets.map(offset -> LAST - offset)),
        Tuple.of(2, Arbitraries.of(FIRST, LAST, FIRST - 1, LAST + 1, 0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1)),
        Tuple.of(1, Arbitraries.longs()));
  }

  private static Arbitrary<Long> delays() {
    return Arbitraries.of(0L, 0L, 1L, 1_800_000L, DAY, 3 * DAY, 400 * DAY, -1L, -DAY);
  }
}
