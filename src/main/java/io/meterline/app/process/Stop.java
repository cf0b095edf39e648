package io.meterline.app.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A wish, from any thread, that a run should end. */
public final class Stop {
  private final CompletableFuture<Void> requested = new CompletableFuture<>();

  /** Asks for the end; again is as once. */
  public void request() {
    requested.complete(null);
  }

  /** Waits for the wish, at most so long, and says whether it is there then. */
  public boolean await(Duration atMost) {
    try {
      requested.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whether the end was asked for. */
  public boolean isRequested() {
    return requested.isDone();
  }

  /** Is done once the end is asked for. */
  public CompletableFuture<Void> requested() {
    return requested;
  }
}
