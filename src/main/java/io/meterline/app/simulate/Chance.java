package io.meterline.app.simulate;

import java.util.SplittableRandom;

/**
 * Random numbers that depend only on the arguments, not on the order of calls, so that any part of a log can be generated without
 * the parts before it.
 */
final class Chance {
  private Chance() {}

  /** A hash of two numbers, uniform over all 64 bits; the second is usually a day, a device or a time. */
  static long mix(long seed, long about) {
    var z = seed + (about + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A fraction from mixed bits, 0 inclusive to 1 exclusive. */
  static double share(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** Many draws for one subject. */
  static SplittableRandom random(long seed, long about) {
    return new SplittableRandom(mix(seed, about));
  }

  /** Picks one with equal probability. */
  @SafeVarargs
  static <T> T pick(SplittableRandom random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
