package io.meterline.app.process;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * Turns SIGTERM and SIGINT into a request that a task should stop, and exits with the exit code of the task rather than that of
 * the signal.
 */
public final class StopSignal {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final Stop stop = new Stop();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile int exitCode = ExitCode.FAILED;

  private StopSignal() {}

  /**
   * Runs a task that stops on request.
   *
   * @param err where a failure while stopping is reported
   * @param task returns the exit code of the program
   */
  public static int during(PrintWriter err, ToIntFunction<Stop> task) {
    return new StopSignal().run(err, task);
  }

  private int run(PrintWriter err, ToIntFunction<Stop> task) {
    var hook = new Thread(this::end, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      exitCode = task.applyAsInt(stop);
    } catch (RuntimeException | Error e) {
      if (!stop.isRequested()) {
        throw e;
      }
      // The program is exiting: no one else would report it.
      Errors.report(e, err);
    } finally {
      over.countDown();
      forget(hook);
    }
    return exitCode;
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running.
    }
  }

  private void end() {
    if (LibraryExit.isInProgress()) {
      // LibraryExit reports that exit, and ends the program.
      return;
    }
    try {
      stop.request();
      if (!over.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        exitCode = ExitCode.FAILED;
      }
      Scratch.leave();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exitCode = ExitCode.FAILED;
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
