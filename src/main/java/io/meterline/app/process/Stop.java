package io.meterline.app.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request, from any thread, that a run should stop. */
public final class Stop {
  private final CompletableFuture<Void> requested = new CompletableFuture<>();

  /** Requests the stop. Idempotent. */
  public void request() {
    requested.complete(null);
  }

  /** Waits at most this long for the request, and returns whether it was made. */
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

  /** Whether the stop was requested. */
  public boolean isRequested() {
    return requested.isDone();
  }

  /** Completes once the stop is requested. */
  public CompletableFuture<Void> requested() {
    return requested;
  }
}
