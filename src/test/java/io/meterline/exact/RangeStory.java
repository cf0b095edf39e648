package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.device.SnapshotTimes;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Row;
import io.meterline.oracle.Log;
import io.meterline.oracle.Oracle;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A version of views, and a range replay of it once more events are logged. It takes place in January 2024, in UTC: {@code 3 10:30} is
 * a time of the third. Windows and periods of snapshots are days. A reading is an hour long.
 */
final class RangeStory {
  private static final Rules RULES =
      new Rules(Known.NOW, Duration.ofDays(7), Windows.of(Duration.ofDays(1))).withSnapshots(SnapshotTimes.every(Duration.ofDays(1)));

  private final List<LoggedReading> readings = new ArrayList<>();
  private final List<LoggedChange> changes = new ArrayList<>();
  private long events;
  private Optional<PlainRange> version = Optional.empty();

  void set(String scope, String name, String value, String effective) {
    change(scope, name, "SET", value, effective);
  }

  void clear(String scope, String name, String effective) {
    change(scope, name, "CLEAR", "", effective);
  }

  private void change(String scope, String name, String op, String value, String effective) {
    var none = Optional.<String>empty();
    changes.add(new LoggedChange(scope, name, op, value, time(effective), none, none, next()));
  }

  /** A reading of an hour. */
  void reading(String device, String at, long watts) {
    readings.add(new LoggedReading(device, new Reading(time(at).toEpochMilli(), 3600, watts * 1000), next()));
  }

  /** A reading at midnight, six, noon and six in the evening of each of some days. */
  void days(String device, int first, int last, long watts) {
    for (var day = first; day <= last; day++) {
      for (var hour = 0; hour < 24; hour += 6) {
        reading(device, "%d %02d:00".formatted(day, hour), watts);
      }
    }
  }

  /** Everything is logged after the month, one second after the other. */
  private Position next() {
    events++;
    return new Position(Instant.parse("2024-02-01T00:00:00Z").plusSeconds(events), 0, events);
  }

  /**
   * The first time, replays the log; then starts from the version before, and asserts that rows and files are those of a full replay.
   *
   * @return the rows that differ from those of the version before, each with its columns, sorted; those before with a minus
   */
  List<String> replay() {
    var log = new Log(readings, changes);
    var before = version.map(PlainRange::views).orElseGet(() -> new Views(new HashMap<>(), List.of()));
    var full = PlainRange.full(log, RULES, DateRange.ALL);
    version = Optional.of(version.map(base -> base.since(added(base.log()), RULES)).orElse(full));
    var after = version.get().views();
    assertEquals(
        "", Oracle.compute(readings, changes, new Oracle.Run(Known.NOW, Duration.ofDays(7), DateRange.ALL)).diff(after));
    version.get().checkFiles(full);
    return Stream.of("usage", "alerts", "comparisons", "cohorts").flatMap(view -> difference(before.of(view), after.of(view))).toList();
  }

  private Log added(Log before) {
    return new Log(
        readings.subList(before.readings().size(), readings.size()), changes.subList(before.changes().size(), changes.size()));
  }

  private static Stream<String> difference(List<Row> before, List<Row> after) {
    var gone = before.stream().filter(row -> !after.contains(row)).map(row -> "- " + text(row));
    var come = after.stream().filter(row -> !before.contains(row)).map(row -> "+ " + text(row));
    return Stream.concat(gone, come);
  }

  private static String text(Row row) {
    return row.toString()
        .replaceAll(" hourly=\\[[^]]*\\]", "")
        .replaceAll(" (standing_micros|covered_seconds|p\\d\\d|peak_watts|threshold_watts)=\\S+", "")
        .replaceAll("(device|date|zone|cohort)=", "")
        .replace("2024-01-", "")
        .replace(":00:00Z", ":00");
  }

  /** The files that the last range replay wrote anew, by their view. */
  List<String> rewrittenViews() {
    return version.orElseThrow().rewritten().stream().map(file -> file.view()).distinct().sorted().toList();
  }

  /** The number of readings that the last range replay used from the log as it was. */
  long read() {
    return version.orElseThrow().read();
  }

  /** The number of snapshots of the last version. */
  long snapshots() {
    return version.orElseThrow().rows(Snapshots.VIEW).size();
  }

  private static Instant time(String text) {
    var parts = text.split(" ");
    var day = Integer.parseInt(parts[0]);
    assertTrue(day >= -31 && day <= 31, text);
    return OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
        .plusDays(day - 1L)
        .with(LocalTime.parse(parts[1]))
        .toInstant();
  }
}
