package io.meterline.cli;

import io.meterline.MeterlineException;
import io.meterline.Printable;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in one line what went wrong. */
final class Errors {
  private static final int LONGEST_DETAIL = 100;
  private static final String MORE_MEMORY = "; give the program more memory, as with METERLINE_JAVA_OPTS=-Xmx4g";

  private Errors() {}

  /**
   * Says it.
   *
   * @return what to exit with
   */
  static int tell(Throwable thrown, PrintWriter err) {
    err.println("meterline: " + message(thrown));
    err.flush();
    return ExitCode.FAILED;
  }

  /** The message of the problem behind what was thrown, however a runner wrapped it. */
  static String message(Throwable thrown) {
    return first(MeterlineException.class, thrown)
        .map(Throwable::getMessage)
        .or(() -> first(OutOfMemoryError.class, thrown).map(Errors::outOfMemory))
        .map(Errors::oneLine)
        .orElseGet(() -> unexplained(thrown));
  }

  /** Whether someone has said what the problem is in words of the user. */
  static boolean isExplained(Throwable thrown) {
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
