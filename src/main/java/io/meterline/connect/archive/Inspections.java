package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoreFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Inspects the files of a folder. Object stores have a high latency, but answer many requests at once. */
final class Inspections {
  private static final int STORE_REQUESTS = 16;

  private Inspections() {}

  /**
   * The results, in the order of the files.
   *
   * @param inspect inspects a file, on another thread; its exceptions are thrown
   * @param read accepts the number of files inspected since the last call
   */
  static <F, T> List<T> of(Folder folder, List<F> files, Function<F, T> inspect, LongConsumer read) throws IOException {
    var threads = Executors.newFixedThreadPool(folder instanceof StoreFolder ? STORE_REQUESTS : 1);
    try {
      var results = new ArrayList<T>();
      for (var inspection : files.stream().map(file -> threads.submit(() -> inspect.apply(file))).toList()) {
        results.add(inspection.get());
        read.accept(1);
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
