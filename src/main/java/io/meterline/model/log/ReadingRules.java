package io.meterline.model.log;

import io.meterline.model.time.Known;
import io.meterline.model.time.Times;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which readings are used. This depends only on the reading and its position in the log, never on the run.
 *
 * @param known what the run may know
 * @param lateness the allowed lateness under {@code known=then}: how long after the end of its interval a reading may be
 *     logged, inclusive; an interval longer than {@link #LONGEST_MILLIS} counts as that long, which bounds how far back a
 *     reading may start
 */
public record ReadingRules(Known known, Duration lateness) implements Serializable {
  /** The longest interval that counts in full towards lateness: a day. */
  public static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

  /** Tolerance for a broker's clock skew and for delivery delay, within which no reading is lost: an hour. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /** A terawatt-hour: more than any meter measures in an interval, and small enough for products to fit in a long. */
  public static final long MAX_MILLIWATT_HOURS = 1_000_000_000_000_000L;

  /**
   * Why a reading is rejected, empty if it is valid. Times are epoch milliseconds UTC.
   *
   * @return the first reason that applies, in the order {@code MALFORMED}, {@code BAD_SECONDS}, {@code OUT_OF_BOUNDS},
   *     {@code FROM_THE_FUTURE}, {@code TOO_LATE}
   */
  public Optional<Reason> check(long at, int seconds, long milliwattHours, long loggedAt) {
    if (!Times.isSupported(at) || !Times.isSupported(loggedAt)) {
      return Optional.of(Reason.MALFORMED);
    }
    if (seconds <= 0) {
      return Optional.of(Reason.BAD_SECONDS);
    }
    if (milliwattHours > MAX_MILLIWATT_HOURS || milliwattHours < -MAX_MILLIWATT_HOURS) {
      return Optional.of(Reason.OUT_OF_BOUNDS);
    }
    if (at > loggedAt) {
      return Optional.of(Reason.FROM_THE_FUTURE);
    }
    if (known == Known.THEN && loggedAt - latenessFrom(at, seconds) > lateness.toMillis()) {
      return Optional.of(Reason.TOO_LATE);
    }
    return Optional.empty();
  }

  /** When lateness starts to count, as text for a message. */
  private static String late(long at, int seconds) {
    var from = Instant.ofEpochMilli(latenessFrom(at, seconds));
    var end = at + seconds * 1000L;
    return end - at <= LONGEST_MILLIS
        ? "its end at " + from
        : from + ", a day after its start: an interval of more than a day, such as this one that ends at "
            + Instant.ofEpochMilli(end) + ", counts as a day there";
  }

  /** When lateness starts to count, epoch milliseconds UTC. */
  private static long latenessFrom(long at, int seconds) {
    return at + Math.min(seconds * 1000L, LONGEST_MILLIS);
  }

  /**
   * How long before a window its late readings may start, and so how much history must be retained. Zero under {@code
   * known=now}, where the whole log is read before any result is final.
   */
  public Duration history() {
    return switch (known) {
      case NOW -> Duration.ZERO;
      case THEN -> lateness.plusMillis(LONGEST_MILLIS).plus(MARGIN);
    };
  }

  /** The reason as text, for a reading that {@link #check} rejected with it. */
  public String explain(Reason reason, long at, int seconds, long milliwattHours, long loggedAt) {
    return switch (reason) {
      case MALFORMED -> "a time is outside the years 0001 to 9999";
      case BAD_SECONDS -> "seconds is " + seconds + ", must be at least 1";
      case OUT_OF_BOUNDS ->
          "milliwatt_hours is " + milliwattHours + ", must be within +/-" + MAX_MILLIWATT_HOURS;
      case FROM_THE_FUTURE ->
          "starts at " + Instant.ofEpochMilli(at) + ", after it was logged at " + Instant.ofEpochMilli(loggedAt);
      case TOO_LATE -> "logged at " + Instant.ofEpochMilli(loggedAt) + ", more than " + lateness + " after " + late(at, seconds);
      case SUPERSEDED, UNKNOWN_SETTING, BAD_SCOPE, BAD_OPERATION, BAD_VALUE, NOTHING_TO_CHANGE ->
          throw new IllegalArgumentException(reason + " is not a reason to reject a reading by itself");
    };
  }
}
