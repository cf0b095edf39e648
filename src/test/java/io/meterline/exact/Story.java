package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.time.Arrival;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import io.meterline.oracle.Oracle;
import io.meterline.pipeline.Rules;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A live run, event by event, and the rows it publishes. It takes place in the week of Monday, 1 January 2024, in UTC, in windows
 * of an hour: {@code Tue 10:30} is a time, {@code Tue} a date. By default a reading is half an hour long, and logged at its end in
 * its device's partition. Rows are returned as short texts, for assertions.
 */
final class Story {
  private static final LocalDate MONDAY = LocalDate.parse("2024-01-01");
  private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
  private static final int HALF_HOUR = 1800;

  private final Rules rules;
  private final Duration wait;
  private final PlainSteps steps;
  private final Topics topics = new Topics();
  private final List<LoggedReading> readings = new ArrayList<>();
  private final List<LoggedChange> changes = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private final Map<String, Long> revisions = new HashMap<>();
  private final Map<String, Integer> partitions = new HashMap<>();
  private final Map<Integer, Instant> lastLogged = new HashMap<>();
  private long watermark = Long.MIN_VALUE;

  /** Allowed lateness of two days, and no wait for delayed readings. */
  Story() {
    this(Duration.ofDays(2), Duration.ZERO);
  }

  private Story(Duration lateness, Duration wait) {
    this.rules = new Rules(Known.THEN, lateness, Windows.of(Duration.ofHours(1)));
    this.wait = wait;
    this.steps = new PlainSteps(rules, this::publish);
  }

  static Story withLateness(Duration lateness) {
    return new Story(lateness, Duration.ZERO);
  }

  static Story withWait(Duration wait) {
    return new Story(Duration.ofDays(2), wait);
  }

  /** Sets a setting, logged when it takes effect. */
  void set(String scope, String name, String value, String effective) {
    set(scope, name, value, effective, effective);
  }

  void set(String scope, String name, String value, String effective, String logged) {
    take(scope, name, "SET", value, effective, logged);
  }

  /** Adds to a setting, logged when it takes effect. */
  void add(String scope, String name, String amount, String effective) {
    take(scope, name, "ADD", amount, effective, effective);
  }

  /** Clears a setting, logged when it takes effect. */
  void clear(String scope, String name, String effective) {
    take(scope, name, "CLEAR", "", effective, effective);
  }

  private void take(String scope, String name, String op, String value, String effective, String logged) {
    var position = new Position(time(logged), 0, changes.size());
    var none = Optional.<String>empty();
    var change = new LoggedChange(scope, name, op, value, time(effective), none, none, position);
    changes.add(change);
    steps.take(change);
  }

  /** Sets a price in micros per kilowatt-hour, logged when it takes effect. */
  void price(String scope, long micros, String effective) {
    set(scope, "price.micros.per.kwh", Long.toString(micros), effective);
  }

  /** Sets the alert threshold of all devices from Monday on. */
  void threshold(long watts) {
    set("everyone", "alert.threshold.watts", Long.toString(watts), "Mon 00:00");
  }

  void cohort(String device, String cohort, String effective) {
    set("device:" + device, "cohort", cohort, effective);
  }

  void reading(String device, String at, long watts) {
    take(partitionOf(device), device, at, HALF_HOUR, watts, time(at).plusSeconds(HALF_HOUR));
  }

  void reading(String device, String at, long watts, String logged) {
    take(partitionOf(device), device, at, HALF_HOUR, watts, time(logged));
  }

  void reading(String device, String at, Duration length, long watts, String logged) {
    take(partitionOf(device), device, at, (int) length.toSeconds(), watts, time(logged));
  }

  /** A reading of a certain partition. */
  void readingFrom(int partition, String device, String at, long watts) {
    take(partition, device, at, HALF_HOUR, watts, time(at).plusSeconds(HALF_HOUR));
  }

  void readingFrom(int partition, String device, String at, Duration length, long watts, String logged) {
    take(partition, device, at, (int) length.toSeconds(), watts, time(logged));
  }

  private int partitionOf(String device) {
    return partitions.computeIfAbsent(device, any -> partitions.size());
  }

  private void take(int partition, String device, String at, int seconds, long watts, Instant logged) {
    var last = lastLogged.put(partition, logged);
    assertTrue(last == null || !logged.isBefore(last), "no broker appends in this order");
    var energy = watts * seconds * 1000 / 3600;
    var position = new Position(logged, partition, readings.size());
    var reading = new LoggedReading(device, new Reading(time(at).toEpochMilli(), seconds, energy), position);
    readings.add(reading);
    steps.take(List.of(reading), Arrival.asLogged(wait, watermark));
  }

  /** Advances the watermark. */
  void watermark(String time) {
    watermark = time(time).toEpochMilli();
    steps.advance(watermark);
  }

  /** The keys of the rows written since the last call, sorted. */
  List<String> written() {
    var all = written.stream().sorted().toList();
    written.clear();
    return all;
  }

  /** The row of a device and date. */
  String usage(String device, String date) {
    return one("usage", row -> is(row, "device", device) && is(row, "date", date(date)))
        .map(row -> "%s mWh, %s, %s readings, peak %s W".formatted(
            cell(row, "milliwatt_hours"),
            row.find("cost_micros").map(micros -> micros + " micros").orElse("no price"),
            cell(row, "readings"),
            cell(row, "peak_watts")))
        .orElse("none");
  }

  /** A cell of the row of a device and date, {@code -} if it is null. */
  String cell(String view, String device, String date, String column) {
    return one(view, row -> is(row, "device", device) && is(row, "date", date(date)))
        .orElseThrow()
        .find(column)
        .map(Object::toString)
        .orElse("-");
  }

  /** The alerts of a device, in the order in which they opened. */
  List<String> alerts(String device) {
    return topics.views().of("alerts").stream()
        .filter(row -> is(row, "device", device))
        .map(row -> "%s to %s: %s readings, %s mWh, peak %s over %s W".formatted(
            text(cell(row, "opened_at")),
            row.find("closed_at").map(Story::text).orElse("now"),
            cell(row, "readings"),
            cell(row, "milliwatt_hours"),
            cell(row, "peak_watts"),
            cell(row, "threshold_watts")))
        .toList();
  }

  /** The row of a cohort and date. */
  String cohort(String cohort, String date) {
    return one("cohorts", row -> is(row, "cohort", cohort) && is(row, "date", date(date)))
        .map(row -> "%s devices, %s mWh, median %s".formatted(
            cell(row, "devices"), cell(row, "milliwatt_hours"), cell(row, "p50")))
        .orElse("none");
  }

  /** The rank of a device in its cohort on a date. */
  String comparison(String device, String date) {
    return one("comparisons", row -> is(row, "device", device) && is(row, "date", date(date)))
        .map(row -> "%s: %s mWh, %s of %s".formatted(
            cell(row, "cohort"), cell(row, "milliwatt_hours"), cell(row, "rank"), cell(row, "devices")))
        .orElse("none");
  }

  /** The number of rows that late readings changed, deleted or added, as counted by the run. */
  long corrected() {
    return steps.corrected();
  }

  /** The revision of the row of a device and date. */
  long usageRevision(String device, String date) {
    return one("usage", row -> is(row, "device", device) && is(row, "date", date(date))).orElseThrow().revision();
  }

  /** Fires all timers, and asserts that the published rows equal those of a replay of the log. */
  void endsAsAReplay() {
    steps.advance(Long.MAX_VALUE);
    var replay = Oracle.compute(readings, changes, new Oracle.Run(Known.THEN, rules.lateness(), DateRange.ALL));
    assertEquals("", replay.diff(topics.views()), "- only the replay's, + only published live");
  }

  private void publish(PackedRows packed) {
    packed.emitTo(
        packed.viewIn(Analyses.standard().allViews()).orElseThrow(),
        new RowChanges() {
          @Override
          public void row(Row row) {
            publish(row, "");
          }

          @Override
          public void deleted(Row row) {
            publish(row, " deleted");
          }
        });
    topics.write(packed);
  }

  private void publish(Row row, String suffix) {
    var text = text(row);
    written.add(text + suffix);
    if (!row.view().equals(Rejected.VIEW)) {
      var last = revisions.put(text, row.revision());
      assertTrue(last == null || last < row.revision(), () -> text + " at " + row.revision() + " after " + last);
    }
  }

  private static String text(Row row) {
    if (row.view().equals(Rejected.VIEW)) {
      return "rejected %s, logged %s".formatted(cell(row, "reason"), text(cell(row, "logged_at")));
    }
    var keys = row.view().columns().stream().limit(row.view().keyColumns());
    return row.view().name()
        + keys.map(column -> " " + text(cell(row, column.name()))).collect(Collectors.joining());
  }

  private static String text(Object value) {
    if (value instanceof Instant time) {
      var utc = time.atOffset(ZoneOffset.UTC);
      return WEEKDAY.format(utc) + " " + utc.toLocalTime();
    }
    return value instanceof LocalDate date ? WEEKDAY.format(date) : value.toString();
  }

  private Optional<Row> one(String view, Predicate<Row> which) {
    var found = topics.views().of(view).stream().filter(which).toList();
    assertTrue(found.size() <= 1, found::toString);
    return found.stream().findFirst();
  }

  private static boolean is(Row row, String column, Object value) {
    return cell(row, column).equals(value);
  }

  private static Object cell(Row row, String column) {
    return row.find(column).orElseThrow();
  }

  private static Instant time(String text) {
    var parts = text.split(" ");
    return date(parts[0]).atTime(LocalTime.parse(parts[1])).toInstant(ZoneOffset.UTC);
  }

  private static LocalDate date(String weekday) {
    return MONDAY.plusDays(DayOfWeek.from(WEEKDAY.parse(weekday)).getValue() - 1L);
  }
}
