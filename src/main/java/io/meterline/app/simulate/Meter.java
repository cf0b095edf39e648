package io.meterline.app.simulate;

import io.meterline.model.log.Reading;

/**
 * A device that measures a home and reports it, normally in time and once. It keeps the energy of one day only.
 */
final class Meter {
  private static final long SECOND = 1_000;
  private static final long HOUR = 3_600 * SECOND;
  private static final long BACKLOG_PACE_MILLIS = 20;

  /** Range of a draw: below {@link #LOST} the reading is lost, else below {@link #LATE} it is late, and so on. */
  private static final int DRAWS = 10_000;

  private static final int LOST = 25;
  private static final int LATE = 35;
  private static final int TWICE = 55;
  private static final int CORRECTED = 70;

  /** The maximum of those random bits that decide how late, or how wrong, a reading is. */
  private static final long MORE = 0xFFFFF;

  private final String name;
  private final int partition;
  private final Home home;
  private final long delayMillis;
  private final int[] energy;
  private Mishap mishap = Mishap.NONE;
  private RegionDay today;

  /**
   * A meter that has measured nothing yet.
   *
   * @param partition the partition of its readings
   * @param intervals number of intervals per day
   */
  Meter(String name, int partition, Home home, int intervals) {
    this.name = name;
    this.partition = partition;
    this.home = home;
    this.delayMillis = Math.floorMod(home.seed(), 60_000);
    this.energy = new int[intervals];
  }

  Region region() {
    return home.region();
  }

  /** Measures a day. */
  void begin(RegionDay day) {
    today = day;
    home.live(day, energy);
    mishap = Mishaps.on(home.seed(), Math.floorDiv(day.startMillis(), 24 * HOUR), day.intervalSeconds() * 1000L);
  }

  /** Reports an interval of the measured day. */
  void report(int interval, PendingLog log) {
    var length = today.intervalSeconds() * 1000L;
    var at = today.startMillis() + interval * length;
    var luck = Chance.mix(home.seed() + 5, at);
    var inTime = at + length + delayMillis + (luck & 0xFFF);
    if (!mishap.holds(at)) {
      upload(at, energy[interval], inTime, luck, log);
      return;
    }
    switch (mishap.kind()) {
      case LOST -> {}
      case BACKLOG -> {
        var uploaded = Math.max(inTime, mishap.until() + delayMillis + mishap.byMillis());
        put(at, energy[interval], uploaded + (at - mishap.from()) / length * BACKLOG_PACE_MILLIS, log);
      }
      case CLOCK_AHEAD -> put(at + mishap.byMillis(), energy[interval], inTime, log);
    }
  }

  private void upload(long at, int measured, long inTime, long luck, PendingLog log) {
    var draw = (luck >>> 32) % DRAWS;
    var more = luck >>> 12 & MORE;
    if (draw < LOST) {
      return;
    }
    if (draw < LATE) {
      put(at, measured, inTime + HOUR + more * 5 * HOUR / MORE, log);
      return;
    }
    put(at, measured, inTime, log);
    if (draw < TWICE) {
      put(at, measured, inTime + SECOND + more * HOUR / 4 / MORE, log);
    } else if (draw < CORRECTED) {
      var correct = measured - measured / 8 - (int) (1 + more / 8);
      put(at, correct, inTime + 6 * HOUR + more * 240 * HOUR / MORE, log);
    }
  }

  private void put(long at, int measured, long loggedAt, PendingLog log) {
    log.put(loggedAt, partition, new Upload(name, new Reading(at, today.intervalSeconds(), measured)));
  }
}
