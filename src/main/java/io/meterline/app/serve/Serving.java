package io.meterline.app.serve;

import io.meterline.app.process.ExitCode;
import io.meterline.app.process.StopSignal;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/** Serves a page until the program is stopped. */
public final class Serving {
  /** Practically for ever, without overflow. */
  private static final Duration FOR_EVER = Duration.ofDays(36_525);

  private Serving() {}

  /**
   * Serves it.
   *
   * @param ready what is printed once it answers, given its address
   * @param out where that is printed
   * @param err where a failure while stopping is reported
   * @return the exit code of the program
   */
  public static int untilStopped(Page page, PageOptions options, Function<URI, String> ready, PrintWriter out, PrintWriter err) {
    return StopSignal.during(
        err,
        stop -> {
          try (var running = page.start(options)) {
            out.println(ready.apply(running.address()));
            out.flush();
            stop.await(FOR_EVER);
          }
          return ExitCode.OK;
        });
  }
}
