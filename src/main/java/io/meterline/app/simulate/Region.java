package io.meterline.app.simulate;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Where homes are: their time zone and climate. */
enum Region {
  BERLIN(Optional.of("Europe/Berlin"), 10, 9, 200),
  LONDON(Optional.of("Europe/London"), 11, 7, 205),
  NEW_YORK(Optional.of("America/New_York"), 13, 12, 205),
  SYDNEY(Optional.of("Australia/Sydney"), 18, 6, 25),
  KOLKATA(Optional.of("Asia/Kolkata"), 27, 5, 140),
  /** UTC all year: its homes have no time zone setting. */
  REYKJAVIK(Optional.empty(), 5, 6, 205);

  private final Optional<String> zone;
  private final double meanDegrees;
  private final double seasonDegrees;
  private final int warmestDay;

  Region(Optional<String> zone, double meanDegrees, double seasonDegrees, int warmestDay) {
    this.zone = zone;
    this.meanDegrees = meanDegrees;
    this.seasonDegrees = seasonDegrees;
    this.warmestDay = warmestDay;
  }

  /** The time zone setting of its homes, empty if they have none. */
  Optional<String> zoneSetting() {
    return zone;
  }

  /** The local time zone. */
  ZoneId clock() {
    return zone.map(ZoneId::of).orElse(ZoneOffset.UTC);
  }

  /** Mean temperature of the year, degrees Celsius. */
  double meanDegrees() {
    return meanDegrees;
  }

  /** How far the warmest and the coldest day differ from the mean, degrees Celsius. */
  double seasonDegrees() {
    return seasonDegrees;
  }

  /** The day of the year that is usually the warmest, in the season with the longest days. */
  int warmestDay() {
    return warmestDay;
  }
}
