package io.meterline.app.simulate;

import java.util.SplittableRandom;

/**
 * Appliances that run for a while in a home: kettle, oven, washing machine, and the car if there is one.
 *
 * @param seed of the home
 * @param carWatts power of the car's charger, 0 without one
 */
record Appliances(long seed, int carWatts) {
  private static final long MINUTE = 60_000;
  private static final int KETTLE_WATTS = 2_000;
  private static final int OVEN_WATTS = 2_200;
  private static final int WASHING_WATTS = 1_500;

  /** Receives each use: its start in local time, in milliseconds since midnight, its duration in milliseconds, and watts. */
  @FunctionalInterface
  interface Runs {
    void run(long fromMillis, long millis, int watts);
  }

  /** Emits the uses that start on a local day; they may extend into the next. */
  void on(long epochDay, Runs runs) {
    var random = Chance.random(seed, epochDay);
    var kettles = random.nextInt(2, 7);
    for (var i = 0; i < kettles; i++) {
      run(runs, mealtime(random), random.nextInt(3, 7), KETTLE_WATTS);
    }
    if (random.nextInt(100) < 45) {
      run(runs, random.nextInt(17 * 60, 20 * 60), random.nextInt(30, 70), OVEN_WATTS);
    }
    if (random.nextInt(100) < 35) {
      run(runs, random.nextInt(8 * 60, 20 * 60), random.nextInt(60, 100), WASHING_WATTS);
    }
    if (random.nextInt(100) < 35 && carWatts > 0) {
      run(runs, random.nextInt(17 * 60 + 30, 23 * 60 + 30), random.nextInt(90, 300), carWatts);
    }
  }

  private static int mealtime(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(6 * 60, 9 * 60);
      case 1 -> random.nextInt(12 * 60, 14 * 60);
      default -> random.nextInt(17 * 60, 22 * 60);
    };
  }

  private static void run(Runs runs, int fromMinute, int minutes, int watts) {
    runs.run(fromMinute * MINUTE, minutes * MINUTE, watts);
  }
}
