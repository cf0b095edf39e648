package io.meterline.connect.csv;

/** A row that cannot be an event; the message says why. */
final class BadRow extends Exception {
  private static final long serialVersionUID = 1;

  BadRow(String reason) {
    // As data, not as a failure of the program: files may have millions of them.
    super(reason, null, false, false);
  }
}
