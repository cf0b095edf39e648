package io.meterline.oracle;

import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The view {@code usage}. */
final class OracleUsage {
  private record Day(LocalDate date, ZoneId zone) {}

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private OracleUsage() {}

  static List<Row> rows(String device, List<ReadingWithSettings> readings) {
    var days = new LinkedHashMap<Day, List<ReadingWithSettings>>();
    for (var reading : readings) {
      var day = new Day(reading.date(), reading.zone());
      days.computeIfAbsent(day, unused -> new ArrayList<>()).add(reading);
    }
    var rows = new ArrayList<Row>();
    var datesBegun = new HashSet<LocalDate>();
    // In the order of their first readings.
    days.forEach(
        (day, ofDay) -> {
          var standing = datesBegun.add(day.date()) ? ofDay.get(0).standing() : Optional.<Long>empty();
          rows.add(row(device, day, ofDay, standing));
        });
    return rows;
  }

  private static Row row(String device, Day day, List<ReadingWithSettings> readings, Optional<Long> standing) {
    return Usage.VIEW.row(
        0,
        device,
        day.date(),
        day.zone().getId(),
        sum(readings),
        cost(readings),
        (long) readings.size(),
        hourly(day, readings),
        peak(readings),
        standing,
        coveredSeconds(readings));
  }

  /** The seconds that the readings cover and earlier ones do not, without a part of a second. */
  static long coveredSeconds(List<ReadingWithSettings> readings) {
    return readings.stream().map(ReadingWithSettings::covered).reduce(Duration.ZERO, Duration::plus).toSeconds();
  }

  /** The energy of the readings, empty if it overflows. */
  static Optional<Long> sum(List<ReadingWithSettings> readings) {
    return column(exactSum(readings));
  }

  private static BigInteger exactSum(List<ReadingWithSettings> readings) {
    return readings.stream().map(ReadingWithSettings::energy).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The value of a column, empty if the number overflows 64 bits. */
  static Optional<Long> column(BigInteger number) {
    return number.bitLength() <= 63 ? Optional.of(number.longValueExact()) : Optional.empty();
  }

  /** The highest of the readings' mean powers. */
  static long peak(List<ReadingWithSettings> readings) {
    return readings.stream().map(ReadingWithSettings::meanWatts).reduce(BigInteger::max).orElseThrow().longValueExact();
  }

  private static Optional<Long> cost(List<ReadingWithSettings> readings) {
    if (readings.stream().anyMatch(reading -> reading.price().isEmpty())) {
      return Optional.empty();
    }
    var exact =
        readings.stream()
            .map(reading -> reading.energy().multiply(reading.price().orElseThrow()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    // Milliwatt-hours times micros per kilowatt-hour is a million times too much.
    var micros = new BigDecimal(exact).movePointLeft(6).setScale(0, RoundingMode.HALF_EVEN);
    return column(micros.toBigIntegerExact());
  }

  /** The energy of each hour, empty if one of them overflows. */
  private static Optional<List<Long>> hourly(Day day, List<ReadingWithSettings> readings) {
    var start = day.date().atStartOfDay(day.zone()).toInstant();
    var hours = new ArrayList<>(Collections.nCopies(hoursOf(day, start), BigInteger.ZERO));
    for (var reading : readings) {
      var hour = (int) (Duration.between(start, reading.at()).toMillis() / HOUR_MILLIS);
      hours.set(hour, hours.get(hour).add(reading.energy()));
    }
    return hours.stream().map(OracleUsage::column).allMatch(Optional::isPresent)
        ? Optional.of(hours.stream().map(BigInteger::longValueExact).toList())
        : Optional.empty();
  }

  /** A midnight that occurs twice ends the day the second time: between the two it is still the day before. */
  private static int hoursOf(Day day, Instant start) {
    var end = day.date().plusDays(1).atStartOfDay(day.zone()).withLaterOffsetAtOverlap().toInstant();
    var millis = Duration.between(start, end).toMillis();
    return (int) ((millis + HOUR_MILLIS - 1) / HOUR_MILLIS);
  }
}
