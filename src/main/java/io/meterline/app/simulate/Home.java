package io.meterline.app.simulate;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A home and how it uses energy. Everything about it follows from the seed and its number.
 *
 * @param seed of everything random in this home
 * @param region where it is
 * @param cohort what kind of home it is
 * @param idleWatts base load with nobody at home
 * @param livingWatts average additional load with people at home
 * @param wattsPerDegree additional load per degree Celsius below 16, for heating, or above 25, for cooling
 * @param solarWatts peak output of the solar roof, 0 without one
 * @param appliances appliances that run now and then
 */
record Home(
    long seed,
    Region region,
    Cohort cohort,
    int idleWatts,
    int livingWatts,
    int wattsPerDegree,
    int solarWatts,
    Appliances appliances) {
  private static final long DAY_MILLIS = 86_400_000;
  private static final double COLD = 16;
  private static final double HOT = 25;
  private static final double NOISE = 0.25;
  private static final Spell HOLIDAY = new Spell(90);

  /** The home with the given number. */
  static Home of(long seed, int number) {
    var own = Chance.mix(seed, number);
    var random = new SplittableRandom(own);
    var cohort = Chance.pick(random, Cohort.values());
    return new Home(
        own,
        Chance.pick(random, Region.values()),
        cohort,
        random.nextInt(50, 160) * cohort.size() / 2,
        random.nextInt(120, 320) * cohort.size() / 2,
        random.nextInt(100) < 35 ? random.nextInt(40, 90) * cohort.size() / 2 : random.nextInt(0, 12),
        random.nextInt(100) < 20 ? random.nextInt(1_500, 3_000) * cohort.size() / 2 : 0,
        new Appliances(own, random.nextInt(100) < 15 ? Chance.pick(random, 3_700, 7_400, 11_000) : 0));
  }

  /**
   * The energy of each interval of a day, in milliwatt-hours, negative if the roof produces more than the home uses.
   *
   * @param energy is filled with the result, one element per interval of the day
   */
  void live(RegionDay day, int[] energy) {
    var epochDay = Math.floorDiv(day.startMillis(), DAY_MILLIS);
    var random = Chance.random(seed + 1, epochDay);
    var living = isAway(epochDay) ? 0 : livingWatts;
    var degrees = day.weather().degrees();
    var climate = wattsPerDegree * (Math.max(0, COLD - degrees) + Math.max(0, degrees - HOT));
    for (var i = 0; i < energy.length; i++) {
      var taken = idleWatts + living * day.activity(i) + climate;
      var noisy = taken * (1 + NOISE * (2 * random.nextDouble() - 1)) - solarWatts * day.sun(i);
      energy[i] = milliwattHours(noisy, day.intervalSeconds());
    }
    // In local time, the UTC day may overlap the neighbouring dates.
    for (var date = epochDay - 1; date <= epochDay + 1; date++) {
      if (!isAway(date)) {
        switchOn(date, day, energy);
      }
    }
  }

  private void switchOn(long date, RegionDay day, int[] energy) {
    var midnight = (date * DAY_MILLIS - day.startMillis()) - day.clockOffsetMillis();
    var length = day.intervalSeconds() * 1000L;
    appliances.on(
        date,
        (from, millis, watts) -> {
          var start = Math.max(0, midnight + from);
          var end = Math.min(DAY_MILLIS, midnight + from + millis);
          for (var at = start; at < end; at += length - at % length) {
            var part = Math.min(end, at - at % length + length) - at;
            energy[(int) (at / length)] += milliwattHours(watts, part / 1000.0);
          }
        });
  }

  private static int milliwattHours(double watts, double seconds) {
    return (int) Math.round(watts * seconds / 3.6);
  }

  private boolean isAway(long epochDay) {
    return HOLIDAY.around(seed + 2, epochDay, Home::holiday).filter(away -> away.holds(epochDay)).isPresent();
  }

  private static Optional<Days> holiday(Spell.Stretch stretch) {
    if (stretch.random().nextInt(100) >= 65) {
      return Optional.empty();
    }
    var first = stretch.firstDay() + stretch.random().nextInt(0, 75);
    return Optional.of(new Days(first, first + stretch.random().nextInt(5, 14)));
  }

  /** Epoch days, from inclusive, to exclusive. */
  private record Days(long from, long to) {
    boolean holds(long day) {
      return day >= from && day < to;
    }
  }
}
