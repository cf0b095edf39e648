package io.meterline.page;

/**
 * A request that is not answered, with the reason in one line.
 *
 * <p>Its status is that of HTTP.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  private Refusal(int status, String why) {
    super(why);
    this.status = status;
  }

  /** The request has a fault. */
  public static Refusal invalid(String why) {
    return new Refusal(400, why);
  }

  /** Nobody is signed in, or the name or password is wrong. */
  public static Refusal unauthenticated(String why) {
    return new Refusal(401, why);
  }

  /** Whoever asks may not. */
  public static Refusal forbidden(String why) {
    return new Refusal(403, why);
  }

  /** Whoever asks has to wait. */
  public static Refusal throttled(String why) {
    return new Refusal(429, why);
  }

  /** There is no such thing. */
  public static Refusal unknown(String why) {
    return new Refusal(404, why);
  }

  /** There is no log, which the answer is made of. */
  public static Refusal withoutLog() {
    return unknown("there is no log to explain this from: start the page with --archive");
  }

  /** It cannot be done at the moment. */
  public static Refusal conflict(String why) {
    return new Refusal(409, why);
  }

  /** It was there, and is no longer. */
  public static Refusal gone(String why) {
    return new Refusal(410, why);
  }

  /** What the answer is made of cannot be read. */
  public static Refusal unavailable(String why) {
    return new Refusal(503, why);
  }

  /** The status of the response. */
  public int status() {
    return status;
  }
}
