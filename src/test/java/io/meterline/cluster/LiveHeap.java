package io.meterline.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What lives on the heap of another process. */
public final class LiveHeap {
  private LiveHeap() {}

  /**
   * The bytes of all objects that live in a process, after a collection, which holds the process up for a moment.
   *
   * @throws AssertionError if the process has ended, or does not tell
   */
  public static long bytes(JavaProcess process) {
    if (!process.isRunning()) {
      throw new AssertionError(process.said());
    }
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var histogram = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").redirectErrorStream(true).start();
      var text = new String(histogram.getInputStream().readAllBytes());
      var total = text.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow(() -> new AssertionError(text));
      return Long.parseLong(total.trim().split("\\s+")[2]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
