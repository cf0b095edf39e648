package io.meterline.oracle;

import io.meterline.analysis.Usage;
import io.meterline.view.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The view {@code usage}. */
final class OracleUsage {
  private record Day(LocalDate date, ZoneId zone) {}

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private OracleUsage() {}

  static List<Row> rows(String device, List<Seen> readings) {
    var days = new LinkedHashMap<Day, List<Seen>>();
    for (var reading : readings) {
      var day = new Day(reading.date(), reading.zone());
      days.computeIfAbsent(day, unused -> new ArrayList<>()).add(reading);
    }
    var rows = new ArrayList<Row>();
    days.forEach((day, ofDay) -> rows.add(row(device, day, ofDay)));
    return rows;
  }

  private static Row row(String device, Day day, List<Seen> readings) {
    return Usage.VIEW.row(
        0,
        device,
        day.date(),
        day.zone().getId(),
        sum(readings),
        cost(readings),
        (long) readings.size(),
        hourly(day, readings),
        peak(readings));
  }

  /** The energy of the readings. */
  static long sum(List<Seen> readings) {
    return readings.stream().map(Seen::energy).reduce(BigInteger.ZERO, BigInteger::add).longValueExact();
  }

  /** The highest of the readings' mean powers. */
  static long peak(List<Seen> readings) {
    return readings.stream().map(Seen::meanWatts).reduce(BigInteger::max).orElseThrow().longValueExact();
  }

  private static Optional<Long> cost(List<Seen> readings) {
    if (readings.stream().anyMatch(reading -> reading.price().isEmpty())) {
      return Optional.empty();
    }
    var exact =
        readings.stream()
            .map(reading -> reading.energy().multiply(reading.price().orElseThrow()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    // Milliwatt-hours times micros for a kilowatt-hour is a million times too much.
    var micros = new BigDecimal(exact).movePointLeft(6).setScale(0, RoundingMode.HALF_EVEN);
    return Optional.of(micros.longValueExact());
  }

  private static List<Long> hourly(Day day, List<Seen> readings) {
    var start = day.date().atStartOfDay(day.zone()).toInstant();
    var hours = new ArrayList<>(Collections.nCopies(hoursOf(day, start), 0L));
    for (var reading : readings) {
      var hour = (int) (Duration.between(start, reading.at()).toMillis() / HOUR_MILLIS);
      hours.set(hour, Math.addExact(hours.get(hour), reading.energy().longValueExact()));
    }
    return hours;
  }

  /** A midnight that comes twice ends the day the second time: between the two it is still the day before. */
  private static int hoursOf(Day day, Instant start) {
    var end = day.date().plusDays(1).atStartOfDay(day.zone()).withLaterOffsetAtOverlap().toInstant();
    var millis = Duration.between(start, end).toMillis();
    return (int) ((millis + HOUR_MILLIS - 1) / HOUR_MILLIS);
  }
}
