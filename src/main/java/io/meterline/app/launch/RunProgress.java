package io.meterline.app.launch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The progress of a run: how long it has been running, and what it has counted if that is known. */
public final class RunProgress implements RunObserver {
  private static final long MILLIS_PER_SECOND = 1000;

  private final String runner;
  private final Supplier<Optional<Counts>> meanwhile;
  private final Consumer<String> say;
  private final long began = System.nanoTime();
  private volatile OptionalLong total = OptionalLong.empty();
  private volatile Optional<Supplier<Counts>> soFar = Optional.empty();

  /** A run that starts now, on the runner of the given name. */
  public RunProgress(String runner) {
    this(runner, Optional::empty, line -> {});
  }

  /** A run that starts now, which says nothing besides its progress. */
  public RunProgress(String runner, Supplier<Optional<Counts>> meanwhile) {
    this(runner, meanwhile, line -> {});
  }

  /**
   * A run that starts now, on the runner of the given name.
   *
   * @param meanwhile what it has counted, as long as the runner does not report it
   * @param say prints a line that is not progress
   */
  public RunProgress(String runner, Supplier<Optional<Counts>> meanwhile, Consumer<String> say) {
    this.runner = runner;
    this.meanwhile = meanwhile;
    this.say = say;
  }

  @Override
  public void starting(OptionalLong readings) {
    total = readings;
  }

  @Override
  public void running(Supplier<Counts> counts) {
    soFar = Optional.of(counts);
  }

  @Override
  public void fromTheBeginning(String why) {
    say.accept("replaying from the beginning: " + why);
  }

  /** What the run has counted so far, if that is known. */
  Optional<Counts> counts() {
    return soFar.map(Supplier::get).or(meanwhile);
  }

  /** One line of a replay, such as {@code replaying on DirectRunner for 12 s: read 20,000 of 40,000 readings}. */
  public String ofReplay() {
    var read = counts().map(counts -> String.format(Locale.ROOT, "read %,d of ", counts.readings())).orElse("");
    var all = total.isPresent() ? String.format(Locale.ROOT, "%,d readings", total.getAsLong()) : "the readings of an archive";
    return "replaying on " + runner + " for " + seconds() + " s: " + read + all;
  }

  /** One line of a live run, such as {@code live on DirectRunner for 12 s: read 20 readings, ...}. */
  String ofLive() {
    return "live on " + runner + " for " + seconds() + " s" + counts().map(counts -> ": " + text(counts)).orElse("");
  }

  /**
   * One line for the end of a live run.
   *
   * @param counts what it counted in all, if the runner reports that
   */
  String ofEnd(Optional<Counts> counts) {
    return "stopped after " + seconds() + " s" + counts.or(meanwhile).map(last -> ": " + text(last)).orElse("");
  }

  private long seconds() {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private static String text(Counts counts) {
    var text =
        String.format(
            Locale.ROOT,
            "read %,d readings and %,d changes, published %,d rows, %,d corrected by late readings, %,d events rejected",
            counts.readings(),
            counts.changes(),
            counts.rows(),
            counts.corrections(),
            counts.rejected());
    if (counts.hasMostlyRejectedChanges()) {
      text += String.format(Locale.ROOT, ", most settings changes among them: %,d of %,d", counts.rejectedChanges(), counts.changes());
    }
    if (counts.lateChanges() > 0) {
      text += String.format(Locale.ROOT, ", %,d settings changes arrived behind the watermark", counts.lateChanges());
    }
    if (counts.overflows() > 0) {
      text += String.format(Locale.ROOT, ", %,d rows without a sum because it does not fit in 64 bits", counts.overflows());
    }
    return text
        + counts
            .behind()
            .map(behind -> String.format(Locale.ROOT, ", %,d s behind the clock", behind.millis() / MILLIS_PER_SECOND))
            .orElse("");
  }
}
