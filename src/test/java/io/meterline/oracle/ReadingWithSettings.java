package io.meterline.oracle;

import io.meterline.model.log.LoggedReading;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reading with the settings in force at its start.
 *
 * @param at start of its interval
 * @param seconds length of its interval
 * @param energy milliwatt-hours
 * @param covered how much of the interval no earlier reading covers
 * @param zone the device's zone
 * @param date the local day of {@code at}
 * @param cohort the device's cohort
 * @param price the rate of its energy, micros per kilowatt-hour
 * @param standing micros per day
 * @param least percent of the day to cover, to be compared
 * @param threshold watts
 * @param sustain minutes
 * @param clear percent
 */
record ReadingWithSettings(
    Instant at,
    int seconds,
    BigInteger energy,
    Duration covered,
    ZoneId zone,
    LocalDate date,
    Optional<String> cohort,
    Optional<BigInteger> price,
    Optional<Long> standing,
    long least,
    Optional<BigInteger> threshold,
    BigInteger sustain,
    BigInteger clear) {

  /** The readings of a device, given in order. */
  static List<ReadingWithSettings> all(List<LoggedReading> inOrder, OracleSettings settings) {
    var all = new ArrayList<ReadingWithSettings>();
    var covered = Instant.MIN;
    for (var logged : inOrder) {
      var at = Instant.ofEpochMilli(logged.reading().atMillis());
      var end = at.plusSeconds(logged.reading().seconds());
      var from = covered.isAfter(at) ? covered : at;
      all.add(of(logged, end.isAfter(from) ? Duration.between(from, end) : Duration.ZERO, settings));
      covered = covered.isAfter(end) ? covered : end;
    }
    return all;
  }

  private static ReadingWithSettings of(LoggedReading logged, Duration covered, OracleSettings settings) {
    var at = Instant.ofEpochMilli(logged.reading().atMillis());
    var scopes = settings.scopesOf(logged.device(), at);
    var zone = ZoneId.of(settings.find(scopes, "timezone", at).orElse("UTC"));
    return new ReadingWithSettings(
        at,
        logged.reading().seconds(),
        BigInteger.valueOf(logged.reading().milliwattHours()),
        covered,
        zone,
        at.atZone(zone).toLocalDate(),
        settings.find(scopes, "cohort", at),
        tariff(logged, scopes, settings).map(tariff -> tariff.rateAt(at.atZone(zone).toLocalDateTime())),
        settings.find(scopes, "standing.micros.per.day", at).map(Long::valueOf),
        settings.find(scopes, "compare.least.percent", at).map(Long::valueOf).orElse(0L),
        settings.find(scopes, "alert.threshold.watts", at).map(BigInteger::new),
        settings.find(scopes, "alert.sustain.minutes", at).map(BigInteger::new).orElse(BigInteger.ZERO),
        settings.find(scopes, "alert.clear.percent", at).map(BigInteger::new).orElse(BigInteger.ZERO));
  }

  /** The tariff of the reading: energy sent back may have one of its own. */
  private static Optional<OracleTariff> tariff(LoggedReading logged, List<String> scopes, OracleSettings settings) {
    var at = Instant.ofEpochMilli(logged.reading().atMillis());
    var price = settings.find(scopes, "price.micros.per.kwh", at);
    var export = settings.find(scopes, "price.export.micros.per.kwh", at);
    return (logged.reading().milliwattHours() < 0 ? export.or(() -> price) : price).flatMap(OracleTariff::find);
  }

  Instant end() {
    return at.plusSeconds(seconds);
  }

  /** Mean power in watts, rounded towards minus infinity: milliwatt-hours x 3600 / 1000 / seconds. */
  BigInteger meanWatts() {
    var parts = energy.multiply(BigInteger.valueOf(3600)).divideAndRemainder(BigInteger.valueOf(1000L * seconds));
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** Compares the mean power with a percentage of watts. Both sides are multiplied by 1000 x 100 x seconds, to avoid rounding. */
  int compareMeanWatts(BigInteger watts, BigInteger percent) {
    var mean = energy.multiply(BigInteger.valueOf(3600 * 100));
    return mean.compareTo(watts.multiply(percent).multiply(BigInteger.valueOf(1000L * seconds)));
  }
}
