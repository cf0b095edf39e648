package io.meterline.model;

/** A problem that the user can act on. The message is one line: what is wrong, where, and what to do. */
public final class MeterlineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MeterlineException(String message) {
    super(message);
  }

  public MeterlineException(String message, Throwable cause) {
    super(message, cause);
  }
}
