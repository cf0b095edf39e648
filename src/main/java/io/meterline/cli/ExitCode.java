package io.meterline.cli;

/** What the program exits with. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** It was done, and there is something to look at: views differ, rows could not be imported. */
  static final int ATTENTION = 1;

  /** It could not be done: bad options, unreadable input, a failed run. */
  static final int FAILED = 2;

  private ExitCode() {}
}
