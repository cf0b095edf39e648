package io.meterline.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What Flink holds of a meter. */
final class MeterState implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Comparator<MeterReading> BY_TIME = Comparator.comparingLong(MeterReading::at);

  private final OwnCourses own = new OwnCourses();
  private final MeterFold fold = new MeterFold();
  private final ArrayList<MeterReading> waiting = new ArrayList<>();
  private boolean inOrder = true;
  private Terms terms = Terms.UNKNOWN;
  private int termsVersion;

  /** Takes a change; its terms are to be looked up again. */
  void set(MeterChange change) {
    own.set(change);
    terms = Terms.UNKNOWN;
  }

  /** Keeps a reading until all before it are known, and says whether it is the only one so kept. */
  boolean keep(MeterReading reading) {
    inOrder &= waiting.isEmpty() || waiting.get(waiting.size() - 1).at() <= reading.at();
    waiting.add(reading);
    return waiting.size() == 1;
  }

  /**
   * Works on the readings up to a watermark.
   *
   * @param version of the shared settings
   * @return when the first reading that still waits starts, or {@link Long#MAX_VALUE}
   */
  long work(long watermark, SharedLookup shared, int version, Rows rows) {
    if (!inOrder) {
      waiting.sort(BY_TIME);
      inOrder = true;
    }
    var done = 0;
    while (done < waiting.size() && waiting.get(done).at() <= watermark) {
      var reading = waiting.get(done++);
      if (!terms.holdAt(reading.at()) || termsVersion != version) {
        terms = Terms.at(reading.at(), own, shared);
        termsVersion = version;
      }
      fold.add(reading, terms.price(), terms.threshold(), rows);
    }
    drop(waiting, done);
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.get(0).at();
  }

  void end(long meter, Rows rows) {
    fold.end(meter, rows);
  }

  private static void drop(List<MeterReading> readings, int count) {
    if (count == readings.size()) {
      readings.clear();
    } else {
      readings.subList(0, count).clear();
    }
  }
}
