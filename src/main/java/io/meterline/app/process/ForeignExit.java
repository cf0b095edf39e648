package io.meterline.app.process;

import io.meterline.model.Printable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;

/**
 * An exit that a library asked for, as a Flink within this process does after an error that no one caught. The JVM would end with
 * a code of the library's own, or as after a signal, and say nothing.
 */
public final class ForeignExit {
  private final Thread hook;

  private ForeignExit(Thread hook) {
    this.hook = hook;
  }

  /** Has such an exit told in one line, and the program fail, from now on. */
  public static ForeignExit watch(PrintWriter err) {
    var watch = new ForeignExit(new Thread(() -> thread().ifPresent(name -> fail(name, err)), "foreign exit"));
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  /** Ends the watch, so that the program itself may exit; says no where an exit is on already, which the program leaves alone. */
  public boolean end() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Whether the shutdown that goes on is of this kind, and none that a signal began. */
  public static boolean isOn() {
    return thread().isPresent();
  }

  /** The name of the thread that waits in an exit: a signal ends the program without one. */
  private static Optional<String> thread() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> Arrays.stream(entry.getValue()).anyMatch(ForeignExit::isExit))
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
              + "'; METERLINE_LOG=error shows why, and too little memory is a common reason (METERLINE_JAVA_OPTS=-Xmx4g)");
      err.flush();
      Scratch.leave();
    } finally {
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }
}
