package io.meterline.app.launch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** How far a live run is: for how long it has been going on, and what it has counted where the runner can tell. */
final class LiveProgress implements Live.Observer {
  private static final long MILLIS_PER_SECOND = 1000;

  private final String runner;
  private final long began = System.nanoTime();
  private final Supplier<Optional<LiveCounts>> meanwhile;
  private volatile Optional<Supplier<LiveCounts>> soFar = Optional.empty();

  /**
   * A run that begins now, on the runner of the given name.
   *
   * @param meanwhile what it has counted, where the runner does not tell
   */
  LiveProgress(String runner, Supplier<Optional<LiveCounts>> meanwhile) {
    this.runner = runner;
    this.meanwhile = meanwhile;
  }

  @Override
  public void goesOn(Supplier<LiveCounts> counts) {
    soFar = Optional.of(counts);
  }

  /** What the run has counted so far, if that is known. */
  Optional<LiveCounts> counts() {
    return soFar.map(Supplier::get).or(meanwhile);
  }

  /** One line, such as {@code live on DirectRunner for 12 s: read 20 readings, ...}. */
  String text() {
    return "live on " + runner + " for " + seconds() + " s" + counts().map(counts -> ": " + text(counts)).orElse("");
  }

  /** One line for the end of a run. */
  String summary(Optional<LiveCounts> counts) {
    return "stopped after " + seconds() + " s" + counts.or(meanwhile).map(last -> ": " + text(last)).orElse("");
  }

  private long seconds() {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private static String text(LiveCounts counts) {
    var text =
        String.format(
            Locale.ROOT,
            "read %,d readings and %,d changes, published %,d rows, %,d corrected by late readings, %,d events rejected",
            counts.readings(),
            counts.changes(),
            counts.rows(),
            counts.corrections(),
            counts.rejected());
    if (counts.lateChanges() > 0) {
      text += String.format(Locale.ROOT, ", %,d settings changes came behind the watermark", counts.lateChanges());
    }
    if (counts.overflows() > 0) {
      text += String.format(Locale.ROOT, ", %,d rows lack a sum because it does not fit in 64 bits", counts.overflows());
    }
    return counts.behindMillis().isPresent()
        ? text + String.format(Locale.ROOT, ", %,d s behind the clock", counts.behindMillis().getAsLong() / MILLIS_PER_SECOND)
        : text;
  }
}
