package io.meterline.cli;

import io.meterline.MeterlineException;

/** Says in one line what went wrong. */
final class Errors {
  private Errors() {}

  /** The message of the problem behind an exception, however a runner wrapped it. */
  static String message(Throwable thrown) {
    var root = thrown;
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof MeterlineException) {
        return oneLine(cause.getMessage());
      }
      root = cause;
    }
    var text = root.getMessage() == null ? "" : ": " + root.getMessage();
    return oneLine(root.getClass().getSimpleName() + text);
  }

  /** Whether someone has said what the problem is in words of the user. */
  static boolean isExplained(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof MeterlineException) {
        return true;
      }
    }
    return false;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", "; ");
  }
}
