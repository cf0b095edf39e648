package io.meterline.app.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What all homes of a region share on a UTC day, by interval: people's activity by local time, including clock changes, and
 * the output of solar roofs.
 */
final class RegionDay {
  private static final double[] WORKDAY = {
    .35, .30, .28, .28, .30, .50, 1.0, 1.5, 1.2, .80, .70, .75,
    .90, .80, .70, .80, 1.0, 1.5, 2.0, 2.1, 1.9, 1.6, 1.1, .60
  };
  private static final double[] DAY_OFF = {
    .45, .38, .32, .30, .30, .32, .50, .80, 1.2, 1.5, 1.5, 1.5,
    1.6, 1.4, 1.2, 1.2, 1.3, 1.6, 1.9, 1.9, 1.7, 1.5, 1.2, .80
  };
  private static final int DAY_SECONDS = 86_400;

  private final long startMillis;
  private final int intervalSeconds;
  private final long clockOffsetMillis;
  private final Weather weather;
  private final double[] activity;
  private final double[] sun;

  private RegionDay(long startMillis, int intervalSeconds, long clockOffsetMillis, Weather weather) {
    this.startMillis = startMillis;
    this.intervalSeconds = intervalSeconds;
    this.clockOffsetMillis = clockOffsetMillis;
    this.weather = weather;
    this.activity = new double[DAY_SECONDS / intervalSeconds];
    this.sun = new double[activity.length];
  }

  /**
   * A region's day.
   *
   * @param date the date in UTC
   * @param intervalSeconds length of an interval in seconds, which divides a day
   */
  static RegionDay of(long seed, Region region, LocalDate date, int intervalSeconds) {
    var start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    var rules = region.clock().getRules();
    var noonOffset = rules.getOffset(start.plusSeconds(DAY_SECONDS / 2)).getTotalSeconds() * 1000L;
    var day = new RegionDay(start.toEpochMilli(), intervalSeconds, noonOffset, Weather.of(seed, region, date));
    for (var i = 0; i < day.activity.length; i++) {
      var middle = Instant.ofEpochSecond(start.getEpochSecond() + (long) i * intervalSeconds + intervalSeconds / 2);
      var local = middle.atOffset(rules.getOffset(middle));
      var hour = local.toLocalTime().toSecondOfDay() / 3600.0;
      day.activity[i] = activity(local.getDayOfWeek(), hour);
      day.sun[i] = day.weather.sunshine() * height(hour, day.weather.summer());
    }
    return day;
  }

  private static double activity(DayOfWeek weekday, double hour) {
    var shape = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? DAY_OFF : WORKDAY;
    var before = (int) hour;
    var part = hour - before;
    return shape[before] * (1 - part) + shape[(before + 1) % shape.length] * part;
  }

  private static double height(double hour, double summer) {
    var daylight = 12 + 4 * summer;
    var sinceSunrise = hour - (12 - daylight / 2);
    if (sinceSunrise <= 0 || sinceSunrise >= daylight) {
      return 0;
    }
    return (0.65 + 0.35 * summer) * StrictMath.sin(StrictMath.PI * sinceSunrise / daylight);
  }

  /** Midnight UTC, epoch milliseconds. */
  long startMillis() {
    return startMillis;
  }

  /** The number of intervals of the day. */
  int intervals() {
    return activity.length;
  }

  /** Length of an interval in seconds. */
  int intervalSeconds() {
    return intervalSeconds;
  }

  /** The offset of local time from UTC at noon UTC, in milliseconds. */
  long clockOffsetMillis() {
    return clockOffsetMillis;
  }

  Weather weather() {
    return weather;
  }

  /** People's activity in an interval, 1 on average. */
  double activity(int interval) {
    return activity[interval];
  }

  /** The output of a solar roof in an interval, as a fraction of its peak, 0 to 1. */
  double sun(int interval) {
    return sun[interval];
  }
}
