package io.meterline.app.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/** Decides when people make changes, and their effective times. */
final class Timing {
  private static final int OFFICE_OPENS = 7;
  private static final int OFFICE_HOURS = 11;

  private Timing() {}

  /** A time of a day, within office hours. */
  static Instant officeHours(Instant midnight, SplittableRandom random) {
    var seconds = random.nextInt(OFFICE_HOURS * 3600);
    return midnight.plus(Duration.ofHours(OFFICE_OPENS).plusSeconds(seconds).plusMillis(random.nextInt(1000)));
  }

  /** The effective time of a change made at {@code now}: often the same time, sometimes on a later or an earlier day. */
  static Instant effective(Instant now, SplittableRandom random) {
    var luck = random.nextInt(100);
    if (luck < 40) {
      return now;
    }
    var days = random.nextInt(1, 21);
    return luck < 75
        ? now.truncatedTo(ChronoUnit.DAYS).plus(days, ChronoUnit.DAYS)
        : now.truncatedTo(ChronoUnit.HOURS).minus(days, ChronoUnit.DAYS);
  }
}
