package io.meterline.bench.live;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Finds the highest rate that is held: doubles it until it is not, then halves the distance.
 *
 * @param from the first rate
 * @param most the highest that is tried
 * @param ratio of the lowest rate that was not held to the highest that was, at which it ends; above 1
 */
record RateSearch(int from, int most, double ratio) {
  private static final int LEAST = 10;

  /** What was found at the highest rate held; empty if even a small rate is not. */
  Optional<Trial> highest(IntFunction<Trial> trials) {
    var best = Optional.<Trial>empty();
    var failed = most + 1;
    var rate = from;
    while (rate >= LEAST && rate <= most) {
      var trial = trials.apply(rate);
      if (trial.isHeld()) {
        best = Optional.of(trial);
      } else {
        failed = rate;
      }
      rate = next(best, failed);
    }
    return best;
  }

  /** The next rate to try; 0 if there is none. */
  private int next(Optional<Trial> best, int failed) {
    if (best.isEmpty()) {
      return failed / 2;
    }
    var held = best.get().rate();
    if (failed > most) {
      return held * 2;
    }
    return failed > held * ratio ? (int) Math.sqrt((double) held * failed) : 0;
  }
}
