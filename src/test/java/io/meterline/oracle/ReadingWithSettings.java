package io.meterline.oracle;

import io.meterline.model.log.LoggedReading;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A reading with the settings in force at its start.
 *
 * @param at start of its interval
 * @param seconds length of its interval
 * @param energy milliwatt-hours
 * @param zone the device's zone
 * @param date the local day of {@code at}
 * @param cohort the device's cohort
 * @param price micros per kilowatt-hour
 * @param threshold watts
 * @param sustain minutes
 * @param clear percent
 */
record ReadingWithSettings(
    Instant at,
    int seconds,
    BigInteger energy,
    ZoneId zone,
    LocalDate date,
    Optional<String> cohort,
    Optional<BigInteger> price,
    Optional<BigInteger> threshold,
    BigInteger sustain,
    BigInteger clear) {

  static ReadingWithSettings of(LoggedReading logged, OracleSettings settings) {
    var at = Instant.ofEpochMilli(logged.reading().atMillis());
    var scopes = settings.scopesOf(logged.device(), at);
    var zone = ZoneId.of(settings.find(scopes, "timezone", at).orElse("UTC"));
    return new ReadingWithSettings(
        at,
        logged.reading().seconds(),
        BigInteger.valueOf(logged.reading().milliwattHours()),
        zone,
        at.atZone(zone).toLocalDate(),
        settings.find(scopes, "cohort", at),
        settings.find(scopes, "price.micros.per.kwh", at).map(BigInteger::new),
        settings.find(scopes, "alert.threshold.watts", at).map(BigInteger::new),
        settings.find(scopes, "alert.sustain.minutes", at).map(BigInteger::new).orElse(BigInteger.ZERO),
        settings.find(scopes, "alert.clear.percent", at).map(BigInteger::new).orElse(BigInteger.ZERO));
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
