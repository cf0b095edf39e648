package io.meterline.app.process;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * Turns SIGTERM and SIGINT into the wish that a task should end, and exits with what that task says rather than with the
 * number of the signal.
 */
public final class StopSignal {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final Stop stop = new Stop();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile int exitCode = ExitCode.FAILED;

  private StopSignal() {}

  /**
   * Does a task that ends when it is asked to.
   *
   * @param err where a failure is told that happens while it ends
   * @param task gives what the program is to exit with
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
      // The program is on its way out: no one else would tell.
      Errors.tell(e, err);
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
      // It is what is running now.
    }
  }

  private void end() {
    if (ForeignExit.isOn()) {
      // Whose watch tells it, and ends the program.
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
