package io.meterline.app.launch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** How far a run is: for how long it has been going on, and the readings so far where the runner can tell. */
public final class RunProgress implements Replay.Observer {
  private final String runner;
  private final long began = System.nanoTime();
  private volatile OptionalLong total = OptionalLong.empty();
  private volatile Optional<LongSupplier> soFar = Optional.empty();

  /** A run that begins now, on the runner of the given name. */
  public RunProgress(String runner) {
    this.runner = runner;
  }

  @Override
  public void begins(OptionalLong readings) {
    total = readings;
  }

  @Override
  public void goesOn(LongSupplier readings) {
    soFar = Optional.of(readings);
  }

  /** One line, such as {@code replaying on DirectRunner for 12 s: read 20,000 of 40,000 readings}. */
  public String text() {
    var read = soFar.map(readings -> String.format(Locale.ROOT, "%,d", readings.getAsLong()));
    var all = total.isPresent() ? String.format(Locale.ROOT, "%,d readings", total.getAsLong()) : "the readings of an archive";
    var seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    return String.format(
        Locale.ROOT, "replaying on %s for %d s: %s%s", runner, seconds, read.map(some -> "read " + some + " of ").orElse(""), all);
  }
}
