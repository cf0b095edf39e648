package io.meterline.app.process;

import io.meterline.model.Printable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * Detects an exit requested by a library, such as embedded Flink after an uncaught error. Without this, the JVM would exit with
 * the library's code, or as after a signal, and report nothing.
 */
public final class LibraryExit {
  private final Thread hook;

  private LibraryExit(Thread hook) {
    this.hook = hook;
  }

  /** From now on, reports such an exit in one line and makes the program fail. */
  public static LibraryExit watch(PrintWriter err) {
    var watch = new LibraryExit(new Thread(() -> thread().ifPresent(name -> fail(name, err)), "library exit"));
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  /**
   * Ends the watch, so that the program itself may exit. Returns false if an exit is in progress already, which must be left
   * alone.
   */
  public boolean end() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Whether the shutdown in progress is of this kind, rather than caused by a signal. */
  public static boolean isInProgress() {
    return thread().isPresent();
  }

  /** The name of the thread that is blocked in exit; a shutdown by a signal has none. */
  private static Optional<String> thread() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> Arrays.stream(entry.getValue()).anyMatch(LibraryExit::isExit))
        .map(entry -> entry.getKey().getName())
        .findFirst();
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getClassName().equals(Runtime.class.getName()) && frame.getMethodName().equals("exit");
  }

  private static void fail(String thread, PrintWriter err) {
    try {
      err.println(
          "meterline: a library ended the program in its thread '" + Printable.line(thread)
              + "'; METERLINE_LOG=error shows why; a common cause is too little memory (METERLINE_JAVA_OPTS=-Xmx4g)");
      err.flush();
      Scratch.leave();
    } finally {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }
}
