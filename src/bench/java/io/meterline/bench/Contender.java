package io.meterline.bench;

import java.nio.file.Path;

/** What every contender's main has in common: {@code DATA OUT}, and exit code 0 when all of the work is done. */
final class Contender {
  private Contender() {}

  /** The work of a contender that sums its rows up. */
  @FunctionalInterface
  interface Work {
    /** Works on all of the log, and gives the sums of its rows. */
    RowTotals of(Path data) throws Exception;
  }

  /** The work of a contender that writes its output itself. */
  @FunctionalInterface
  interface Writing {
    /** Works on all of the log; the folder of the output does not exist yet. */
    void run(Path data, Path out) throws Exception;
  }

  /** As {@link #write}, with the sums of its rows as the output. */
  static void run(String[] args, Work work) {
    write(args, (data, out) -> work.of(data).write(out));
  }

  /**
   * Works on the log and ends the process: with 1 and a line on standard error if it could not.
   *
   * @param args DATA and OUT, and more that is the contender's own
   */
  static void write(String[] args, Writing work) {
    if (args.length < 2) {
      System.err.println("give DATA and OUT");
      System.exit(2);
    }
    try {
      work.run(Path.of(args[0]), Path.of(args[1]));
      System.exit(0);
    } catch (Exception e) {
      var cause = (Throwable) e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      System.err.println(cause.toString().lines().findFirst().orElse("failed"));
      System.exit(1);
    }
  }
}
