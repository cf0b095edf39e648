package io.meterline.app.simulate;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Something that lasts a while and happens now and then: at most once in each stretch of days, so that it can be found
 * without looking at the days before.
 *
 * @param stretchDays the length of a stretch
 */
record Spell(int stretchDays) {
  /** What happens in the stretch that holds a day, if anything. */
  <T> Optional<T> around(long seed, long epochDay, Function<Stretch, Optional<T>> happening) {
    // Shifted for each seed: the homes do not all begin their stretches on one day.
    var shifted = epochDay + Math.floorMod(seed, stretchDays);
    var number = Math.floorDiv(shifted, stretchDays);
    var first = epochDay - Math.floorMod(shifted, stretchDays);
    return happening.apply(new Stretch(first, Chance.random(seed, number)));
  }

  /**
   * One stretch.
   *
   * @param firstDay its first day, as an epoch day
   * @param random decides what happens in it
   */
  record Stretch(long firstDay, SplittableRandom random) {}
}
