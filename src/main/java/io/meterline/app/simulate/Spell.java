package io.meterline.app.simulate;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * An occasional event that lasts a while: at most one in each stretch of days, so that it can be determined without simulating
 * earlier stretches.
 *
 * @param stretchDays the length of a stretch
 */
record Spell(int stretchDays) {
  /** The event in the stretch that contains a day, if any. */
  <T> Optional<T> around(long seed, long epochDay, Function<Stretch, Optional<T>> happening) {
    // Shifted by the seed, so that stretches of different homes start on different days.
    var shifted = epochDay + Math.floorMod(seed, stretchDays);
    var number = Math.floorDiv(shifted, stretchDays);
    var first = epochDay - Math.floorMod(shifted, stretchDays);
    return happening.apply(new Stretch(first, Chance.random(seed, number)));
  }

  /**
   * One stretch.
   *
   * @param firstDay its first day, as an epoch day
   * @param random decides the event in it
   */
  record Stretch(long firstDay, SplittableRandom random) {}
}
