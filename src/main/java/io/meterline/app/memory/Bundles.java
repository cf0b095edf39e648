package io.meterline.app.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;

/** Works on parts of a list on every processor. */
final class Bundles implements AutoCloseable {
  /** Parts for each processor, as some take longer than others. */
  private static final int PARTS = 4;

  private static final int SECONDS_TO_END = 10;

  private final int processors = Runtime.getRuntime().availableProcessors();
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          processors,
          work -> {
            var thread = new Thread(work, "in-memory-runner");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether every processor has a part of a list of this size. */
  boolean areForAll(int size) {
    return size >= processors;
  }

  /**
   * Maps parts of a list, at least one.
   *
   * @return the results, in the order of the list
   * @throws PipelineExecutionException if one fails
   */
  <T, R> List<R> map(List<T> all, Function<List<T>, R> each) {
    var size = Math.max(1, (all.size() + processors * PARTS - 1) / (processors * PARTS));
    if (all.size() <= size) {
      return List.of(run(() -> each.apply(all)));
    }
    var parts = new ArrayList<Future<R>>();
    for (var from = 0; from < all.size(); from += size) {
      var part = all.subList(from, Math.min(all.size(), from + size));
      parts.add(executor.submit(() -> each.apply(part)));
    }
    return parts.stream().map(part -> run(part::get)).toList();
  }

  private interface Result<R> {
    R get() throws ExecutionException, InterruptedException;
  }

  private static <R> R run(Result<R> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineExecutionException(e);
    } catch (UserCodeException e) {
      throw failed(e);
    }
  }

  private static RuntimeException failed(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return new PipelineExecutionException(cause instanceof UserCodeException ? cause.getCause() : cause);
  }

  /** Interrupts what is still at work, as when another part has failed, and waits for it, but not for long. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
