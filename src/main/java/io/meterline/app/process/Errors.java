package io.meterline.app.process;

import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports a failure in one line. */
public final class Errors {
  private static final int LONGEST_DETAIL = 100;
  private static final String MORE_MEMORY = "; give the program more memory, as with METERLINE_JAVA_OPTS=-Xmx4g";

  /** Allocated before memory is exhausted. */
  private static final byte[] OUT_OF_MEMORY = ("meterline: out of memory" + MORE_MEMORY + "\n").getBytes(StandardCharsets.UTF_8);

  private static final FileOutputStream LAST_RESORT = new FileOutputStream(FileDescriptor.err);

  private Errors() {}

  /**
   * Reports a failure.
   *
   * @return the exit code
   */
  public static int report(Throwable thrown, PrintWriter err) {
    try {
      err.println("meterline: " + message(thrown));
      err.flush();
    } catch (OutOfMemoryError e) {
      reportWithoutMemory();
    }
    return ExitCode.FAILED;
  }

  private static void reportWithoutMemory() {
    try {
      LAST_RESORT.write(OUT_OF_MEMORY);
    } catch (IOException e) {
      // It cannot be reported anywhere.
    }
  }

  /** The message of the underlying problem, however a runner wrapped it. */
  public static String message(Throwable thrown) {
    return first(MeterlineException.class, thrown)
        .map(Throwable::getMessage)
        .or(() -> first(OutOfMemoryError.class, thrown).map(Errors::outOfMemory))
        .map(Errors::oneLine)
        .orElseGet(() -> unexplained(thrown));
  }

  /** Whether the problem is described in the user's terms. */
  public static boolean isExplained(Throwable thrown) {
    return first(MeterlineException.class, thrown).isPresent();
  }

  private static String outOfMemory(OutOfMemoryError error) {
    var detail = error.getMessage() == null ? "" : " (" + Printable.quote(error.getMessage(), LONGEST_DETAIL) + ")";
    return "out of memory" + detail + MORE_MEMORY;
  }

  private static String unexplained(Throwable thrown) {
    var root = causes(thrown).reduce(thrown, (outer, inner) -> inner);
    var text = root.getMessage() == null ? "" : ": " + root.getMessage();
    return oneLine(root.getClass().getSimpleName() + text);
  }

  private static <T extends Throwable> Optional<T> first(Class<T> kind, Throwable thrown) {
    return causes(thrown).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
  }

  private static String oneLine(String text) {
    return Printable.line(text.replaceAll("\\s*\\R\\s*", "; "));
  }
}
