package io.meterline.app.simulate;

import io.meterline.model.log.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * A home and a meter that reports in real time. Times are epoch seconds; a reading is identified by the end of its
 * interval.
 *
 * @param seed identifies the home
 * @param seconds length of an interval
 */
record LiveHome(long seed, int seconds) {
  private static final long SECOND = 1_000;

  /** An appliance is on, or off, for this many intervals. */
  private static final int RUN = 12;

  private static final double SHARE_OF_RUNS_ON = 0.12;
  private static final int LEAST_WATTS = 120;
  private static final int APPLIANCE_WATTS = 2_400;

  /** A meter may be cut off once in this many intervals. */
  private static final int STRETCH = 90;

  private static final double SHARE_OF_STRETCHES_CUT_OFF = 0.12;
  private static final int LONGEST_CUT = 12;

  /** Range of a draw: below {@link #LOST} the reading is lost, else below {@link #TWICE} it is repeated, and so on. */
  private static final int DRAWS = 10_000;

  private static final int LOST = 10;
  private static final int TWICE = 30;
  private static final int CORRECTED = 45;
  private static final int AHEAD = 50;
  private static final int CORRECTED_AFTER = 5;
  private static final long AHEAD_MILLIS = 3_600 * SECOND;

  Cohort cohort() {
    return Cohort.values()[(int) Math.floorMod(Chance.mix(seed, -1), (long) Cohort.values().length)];
  }

  Plan plan() {
    return Plan.values()[(int) Math.floorMod(Chance.mix(seed, -2), (long) Plan.values().length)];
  }

  /** The readings that the meter sends in its turn, mostly one. */
  List<Reading> uploads(long end) {
    var sent = new ArrayList<Reading>();
    if (isCutOff(end)) {
      return sent;
    }
    for (var before = end - seconds; isCutOff(before); before -= seconds) {
      sent.add(reading(before));
    }
    var draw = draw(end);
    if (draw >= LOST) {
      var reading = reading(end);
      var isAhead = draw >= CORRECTED && draw < AHEAD;
      sent.add(isAhead ? new Reading(reading.atMillis() + AHEAD_MILLIS, seconds, reading.milliwattHours()) : reading);
    }
    var previous = draw(end - seconds);
    if (previous >= LOST && previous < TWICE) {
      sent.add(reading(end - seconds));
    }
    var corrected = end - (long) CORRECTED_AFTER * seconds;
    if (draw(corrected) >= TWICE && draw(corrected) < CORRECTED) {
      var wrong = reading(corrected);
      sent.add(new Reading(wrong.atMillis(), seconds, wrong.milliwattHours() * 7 / 8));
    }
    return sent;
  }

  private Reading reading(long end) {
    var milliwattHours = watts(end) * seconds * 5 / 18;
    return new Reading((end - seconds) * SECOND, seconds, milliwattHours);
  }

  /** Mean power over the interval that ends at this time. */
  private long watts(long end) {
    var interval = Math.floorDiv(end, seconds);
    var run = Chance.mix(seed + 1, Math.floorDiv(interval, RUN));
    var wobble = Math.floorMod(Chance.mix(seed + 2, interval), 60L);
    var always = LEAST_WATTS * (long) cohort().size() + wobble;
    var isOn = Chance.share(run) < SHARE_OF_RUNS_ON;
    return isOn ? always + APPLIANCE_WATTS * (long) cohort().size() * (80 + Math.floorMod(run, 60L)) / 100 : always;
  }

  /** Whether the meter is cut off in its turn; it sends the accumulated readings once it is reconnected. */
  private boolean isCutOff(long end) {
    var interval = Math.floorDiv(end, seconds);
    var stretch = Chance.mix(seed + 3, Math.floorDiv(interval, STRETCH));
    if (Chance.share(stretch) >= SHARE_OF_STRETCHES_CUT_OFF) {
      return false;
    }
    var place = Math.floorMod(interval, STRETCH);
    var from = Math.floorMod(stretch, (long) (STRETCH - LONGEST_CUT));
    return place >= from && place < from + LONGEST_CUT / 2 + Math.floorMod(stretch >>> 8, LONGEST_CUT / 2);
  }

  private long draw(long end) {
    return Math.floorMod(Chance.mix(seed + 4, end), (long) DRAWS);
  }
}
