package io.meterline.app.simulate;

import io.meterline.app.simulate.Mishap.Kind;
import java.util.Optional;

/** Decides which mishap a meter has on a day: mostly none, sometimes a short one, rarely a long one. */
final class Mishaps {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final Spell OUTAGE = new Spell(20);

  private Mishaps() {}

  /**
   * The mishap of a day.
   *
   * @param seed of the meter
   * @param intervalMillis length of an interval
   */
  static Mishap on(long seed, long epochDay, long intervalMillis) {
    return OUTAGE
        .around(seed + 3, epochDay, Mishaps::outage)
        .filter(outage -> outage.from() < (epochDay + 1) * DAY && outage.until() > epochDay * DAY)
        .or(() -> hiccup(seed, epochDay, intervalMillis))
        .orElse(Mishap.NONE);
  }

  private static Optional<Mishap> outage(Spell.Stretch stretch) {
    var random = stretch.random();
    var luck = random.nextInt(100);
    var from = stretch.firstDay() * DAY + random.nextLong(0, 15 * DAY);
    if (luck < 6) {
      return Optional.of(new Mishap(Kind.LOST, from, from + random.nextLong(DAY, 4 * DAY), 0));
    }
    if (luck < 14) {
      return Optional.of(new Mishap(Kind.BACKLOG, from, from + random.nextLong(DAY / 2, 4 * DAY), 0));
    }
    if (luck < 20) {
      var later = random.nextLong(7 * DAY, 15 * DAY);
      return Optional.of(new Mishap(Kind.BACKLOG, from, from + random.nextLong(DAY / 4, DAY), later));
    }
    return Optional.empty();
  }

  private static Optional<Mishap> hiccup(long seed, long epochDay, long intervalMillis) {
    var random = Chance.random(seed + 4, epochDay);
    var luck = random.nextInt(1_000);
    var from = epochDay * DAY + random.nextLong(0, 16 * HOUR);
    var until = from + random.nextLong(2 * HOUR, 8 * HOUR);
    if (luck < 30) {
      return Optional.of(new Mishap(Kind.BACKLOG, from, until, 0));
    }
    if (luck < 35) {
      // Whole intervals, and enough of them to be ahead of the log even after the upload's own delay.
      var ahead = Math.max(3, random.nextLong(HOUR, 2 * DAY) / intervalMillis) * intervalMillis;
      return Optional.of(new Mishap(Kind.CLOCK_AHEAD, from, until, ahead));
    }
    return Optional.empty();
  }
}
