package io.meterline.engine.analysis;

import io.meterline.model.log.Readings;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * How much time the readings of a device cover, each instant counted once: for the first reading that covers it. Readings come in the
 * order of their starts.
 */
final class Coverage {
  static final long MILLIS_PER_SECOND = 1000;

  /** The end of what is covered, exclusive, epoch milliseconds UTC. */
  private long until = Long.MIN_VALUE;

  /** Adds readings {@code from}, inclusive, to {@code to}, exclusive. Returns the milliseconds that no earlier reading covers. */
  long add(Readings readings, int from, int to) {
    var covered = until;
    var added = 0L;
    for (var i = from; i < to; i++) {
      var end = readings.end(i);
      if (end > covered) {
        added += end - Math.max(readings.at(i), covered);
        covered = end;
      }
    }
    until = covered;
    return added;
  }

  void write(WireOutput out) {
    out.writeSigned(until);
  }

  static Coverage read(WireInput in) {
    var coverage = new Coverage();
    coverage.until = in.readSigned();
    return coverage;
  }
}
