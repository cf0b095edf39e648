package io.meterline.connect.csv;

/** Thrown for a row that cannot be an event. The message says why. */
public final class BadRow extends Exception {
  private static final long serialVersionUID = 1;

  public BadRow(String reason) {
    // Without a stack trace: bad rows are data, and a file may have millions of them.
    super(reason, null, false, false);
  }
}
