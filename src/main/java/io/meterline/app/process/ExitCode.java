package io.meterline.app.process;

/** What the program exits with. */
public final class ExitCode {
  /** All went well. */
  public static final int OK = 0;

  /** It was done, and there is something to look at: views differ, rows could not be imported. */
  public static final int ATTENTION = 1;

  /** It could not be done: bad options, unreadable input, a failed run. */
  public static final int FAILED = 2;

  private ExitCode() {}
}
