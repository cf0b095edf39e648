package io.meterline.model.log;

import io.meterline.model.time.Known;
import io.meterline.model.time.Times;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which readings are used. Decided by the reading and its place in the log alone, never by the run.
 *
 * @param known what the run may know
 * @param lateness under {@code known=then}, how long after the end of its interval a reading may be logged, inclusive; an
 *     interval of more than {@link #LONGEST_MILLIS} counts as that long, so that there is an end to how far back a reading
 *     may start
 */
public record ReadingRules(Known known, Duration lateness) implements Serializable {
  /** How long an interval may be and still count in full where lateness is told: a day. */
  public static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();

  /** What a broker's clock may be off, or a message be on its way, without a reading being missed: an hour. */
  private static final Duration MARGIN = Duration.ofHours(1);

  /** A terawatt-hour: no meter measures it in an interval, and products with it stay within a long. */
  public static final long MAX_MILLIWATT_HOURS = 1_000_000_000_000_000L;

  /**
   * Why a reading may not be used, empty if it may. Times are epoch milliseconds UTC.
   *
   * @return the first reason that applies, in the order {@code MALFORMED}, {@code BAD_SECONDS}, {@code OUT_OF_BOUNDS},
   *     {@code FROM_THE_FUTURE}, {@code TOO_LATE}
   */
  public Optional<Reason> refuse(long at, int seconds, long milliwattHours, long loggedAt) {
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

  /** From when on a reading gets late, in words. */
  private static String late(long at, int seconds) {
    var from = Instant.ofEpochMilli(latenessFrom(at, seconds));
    var end = at + seconds * 1000L;
    return end - at <= LONGEST_MILLIS
        ? "its end at " + from
        : from + ", a day after its start: an interval of more than a day, such as this one that ends at "
            + Instant.ofEpochMilli(end) + ", counts as a day there";
  }

  /** From when on a reading gets late, epoch milliseconds UTC. */
  private static long latenessFrom(long at, int seconds) {
    return at + Math.min(seconds * 1000L, LONGEST_MILLIS);
  }

  /**
   * How long before a window readings may start that arrive in it, and so how much is to be kept of the past. Zero where
   * every reading is waited for: under {@code known=now} all of the log is known before anything is told.
   */
  public Duration history() {
    return switch (known) {
      case NOW -> Duration.ZERO;
      case THEN -> lateness.plusMillis(LONGEST_MILLIS).plus(MARGIN);
    };
  }

  /** The reason in words, for a reading that was refused with it. */
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
          throw new IllegalArgumentException(reason + " is not a reason to refuse a reading by itself");
    };
  }
}
