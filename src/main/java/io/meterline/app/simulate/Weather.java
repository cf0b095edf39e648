package io.meterline.app.simulate;

import java.time.LocalDate;

/**
 * A region's weather on a day.
 *
 * <p>{@link StrictMath}, as {@link Math} may differ in the last bit between machines, and a seed must produce the same log on
 * all.
 *
 * @param degrees mean temperature, degrees Celsius
 * @param sunshine fraction of sunshine that clouds let through, 0 to 1
 * @param summer 1 in the middle of summer to -1 in the middle of winter
 */
record Weather(double degrees, double sunshine, double summer) {
  private static final int DAYS_A_SPELL_LASTS = 4;
  private static final double SPELL_DEGREES = 7;

  static Weather of(long seed, Region region, LocalDate date) {
    var about = Chance.mix(seed, region.ordinal());
    var summer = StrictMath.cos(2 * StrictMath.PI * (date.getDayOfYear() - region.warmestDay()) / 365.25);
    var spell = spell(about, date.toEpochDay());
    var degrees = region.meanDegrees() + region.seasonDegrees() * summer + SPELL_DEGREES * (2 * spell - 1);
    var clouds = Chance.share(Chance.mix(about + 1, date.toEpochDay()));
    return new Weather(degrees, 0.15 + 0.85 * clouds, summer);
  }

  /** 0 to 1, close to the value of the day before. */
  private static double spell(long seed, long day) {
    var sum = 0.0;
    for (var back = 0; back < DAYS_A_SPELL_LASTS; back++) {
      sum += Chance.share(Chance.mix(seed, day - back));
    }
    return sum / DAYS_A_SPELL_LASTS;
  }
}
