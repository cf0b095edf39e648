package io.meterline.connect.formats;

import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.Printable;
import io.meterline.model.log.Reading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** The differences between the reads of one counter. See {@link RegisterReads} for the rules. */
final class CounterDifferences {
  /** The most reads in a row that are taken for misreads: enough for hours, too few for a day of quarter hours. */
  private static final int MOST_MISREADS = 24;

  /** A counter that falls by less than a tenth was hardly reset. */
  private static final int SLIGHT = 10;

  /** How many resets of a counter are said one by one. */
  private static final int MOST_RESETS_SAID = 3;

  private static final int KWH_SCALE = 6;
  private static final int MAX_QUOTE = 80;

  private final String device;
  private final CounterColumns reads;
  private final long maxWatts;
  private final ReadingOutput out;
  private int resets;

  CounterDifferences(String device, CounterColumns reads, long maxWatts, ReadingOutput out) {
    this.device = device;
    this.reads = reads;
    this.maxWatts = maxWatts;
    this.out = out;
  }

  /** How a counter goes from one read to a later one. */
  private enum Step {
    PLAUSIBLE,
    FALL,
    TOO_MUCH,
    TOO_LONG
  }

  /** Passes the readings. */
  void pass() {
    reads.sort();
    removeRepeated();
    if (reads.count() == 1) {
      out.note(name() + ": has one read of its counter only, so no reading: " + read(0));
    }
    for (var before = 0; before + 1 < reads.count(); ) {
      before = step(before);
    }
    if (resets > MOST_RESETS_SAID) {
      out.note(name() + ": the counter falls " + (resets - MOST_RESETS_SAID) + " more times: no reading for these intervals either");
    }
  }

  /** Leaves out a read at the time of another one, which counts if it says the same, and is rejected if not. */
  private void removeRepeated() {
    var kept = 0;
    for (var i = 1; i < reads.count(); i++) {
      if (reads.second(i) != reads.second(kept)) {
        reads.move(i, ++kept);
      } else if (reads.energy(i) == reads.energy(kept)) {
        out.leftOut("reads of a counter that are there twice");
      } else {
        reject(i, "another read of the counter at that time says " + kwh(kilowattHours(reads.energy(kept))) + ", on line " + reads.line(kept));
      }
    }
    reads.truncate(kept + 1);
  }

  /** Passes what the next read means after a good one, and returns the read to go on from. */
  private int step(int before) {
    var next = before + 1;
    var step = stepOf(before, next);
    if (step == Step.PLAUSIBLE) {
      passDifference(before, next);
      return next;
    }
    var back = endOfMisreads(before);
    for (var i = next; i < back; i++) {
      reject(i, "does not fit the reads before and after it, " + read(before) + " and " + read(back) + ": taken as a misread");
    }
    if (back > next) {
      passDifference(before, back);
      return back;
    }
    switch (step) {
      case FALL -> sayReset(before);
      case TOO_MUCH ->
          reject(next, "the counter grows by " + kwh(difference(before, next)) + " from " + read(before) + ": a mean power of more than "
              + maxWatts + " W; another meter, or another unit? See --max-watts");
      case TOO_LONG -> reject(next, "the read before is too long ago: " + read(before));
      case PLAUSIBLE -> throw new IllegalStateException();
    }
    return next;
  }

  private Step stepOf(int from, int to) {
    if (reads.energy(to) < reads.energy(from)) {
      return Step.FALL;
    }
    var seconds = reads.second(to) - reads.second(from);
    if (seconds > Integer.MAX_VALUE) {
      return Step.TOO_LONG;
    }
    var energy = difference(from, to).unscaledValue();
    var most = BigInteger.valueOf(Reading.mostWithin(maxWatts, 100, (int) seconds));
    return energy.compareTo(most) > 0 ? Step.TOO_MUCH : Step.PLAUSIBLE;
  }

  /**
   * The read at which the counter is back to where it could have been without the reads in between: it returns by a step that is not
   * plausible either, or had fallen slightly. The next read if it does not return.
   */
  private int endOfMisreads(int before) {
    var first = before + 1;
    var isSlight =
        reads.energy(first) < reads.energy(before)
            && difference(first, before).multiply(BigDecimal.valueOf(SLIGHT)).compareTo(kilowattHours(reads.energy(before)).abs()) < 0;
    for (var i = first + 1; i < reads.count() && i <= first + MOST_MISREADS; i++) {
      var isPlausible = stepOf(i - 1, i) == Step.PLAUSIBLE;
      if ((isSlight || !isPlausible) && stepOf(before, i) == Step.PLAUSIBLE) {
        return i;
      }
      if (!isPlausible) {
        return first;
      }
    }
    return first;
  }

  private void passDifference(int from, int to) {
    var seconds = (int) (reads.second(to) - reads.second(from));
    var energy = reads.energy(to) - reads.energy(from);
    out.reading(MeterReading.of(device, Instant.ofEpochSecond(reads.second(from)), seconds, energy), place(to));
  }

  private void sayReset(int before) {
    resets++;
    if (resets <= MOST_RESETS_SAID) {
      out.note(name() + ": the counter falls from " + read(before) + " to " + read(before + 1)
          + ": taken as a reset or another meter, no reading for this interval");
    }
  }

  private void reject(int read, String reason) {
    out.rejected(place(read), reason);
  }

  private Place place(int read) {
    var second = reads.second(read);
    var energy = reads.energy(read);
    return new Place(reads.line(read), () -> device + ", " + read(second, energy));
  }

  private String name() {
    return Printable.quote(device, MAX_QUOTE);
  }

  private String read(int read) {
    return read(reads.second(read), reads.energy(read));
  }

  private static String read(long second, long milliwattHours) {
    return kwh(kilowattHours(milliwattHours)) + " at " + Instant.ofEpochSecond(second);
  }

  private static String kwh(BigDecimal number) {
    return (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()) + " kWh";
  }

  private static BigDecimal kilowattHours(long milliwattHours) {
    return BigDecimal.valueOf(milliwattHours, KWH_SCALE);
  }

  /** In kilowatt-hours, as it may not fit in a long. */
  private BigDecimal difference(int from, int to) {
    return kilowattHours(reads.energy(to)).subtract(kilowattHours(reads.energy(from)));
  }
}
