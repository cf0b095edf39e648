package io.meterline.app.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Results of work in other threads. */
public final class Joined {
  private Joined() {}

  /** The result of a future, once it is there. What its work threw is thrown, not wrapped. */
  public static <T> T of(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
