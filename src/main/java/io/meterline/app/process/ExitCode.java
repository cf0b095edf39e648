package io.meterline.app.process;

/** Exit codes of the program. */
public final class ExitCode {
  /** Success. */
  public static final int OK = 0;

  /** Done, but something needs attention: views differ, rows could not be imported. */
  public static final int ATTENTION = 1;

  /** Failed: bad options, unreadable input, a failed run. */
  public static final int FAILED = 2;

  private ExitCode() {}
}
