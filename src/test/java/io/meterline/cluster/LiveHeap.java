package io.meterline.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The live objects on the heap of another process. */
public final class LiveHeap {
  private LiveHeap() {}

  /**
   * The bytes of all live objects of a process, after a garbage collection, which pauses the process briefly.
   *
   * @throws AssertionError if the process has ended, or does not answer
   */
  public static long bytes(JavaProcess process) {
    if (!process.isRunning()) {
      throw new AssertionError(process.output());
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
