package io.meterline.page.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the live views are.
 *
 * @param broker whether a broker answers
 * @param line what a user should know, in one line: that no broker answers, that topics are missing, or that records are still being
 *     read
 * @param read the number of records read in the first pass, at most {@code toRead}
 * @param toRead the number of records that the topics had when this pass began; offsets without a record count
 * @param isCaughtUp whether the first pass is done, so that the tables have every row that was there when it began
 * @param times how current the rows are
 * @param unreadable the number of records that could not be decoded
 * @param lastUnreadable the last of them, and why, in one line
 */
public record LiveState(
    Broker broker,
    Optional<String> line,
    long read,
    long toRead,
    boolean isCaughtUp,
    TopicTimes times,
    long unreadable,
    Optional<String> lastUnreadable) {

  /** Whether a broker answers. */
  public enum Broker {
    THERE,
    AWAY
  }

  /**
   * How far rows are behind readings, at least; empty while this is not known.
   *
   * @param now the clock
   */
  public Optional<Duration> behind(Instant now) {
    return broker == Broker.THERE && isCaughtUp ? times.behind(now) : Optional.empty();
  }

  /** As an event for browsers. */
  FeedEvent.Lag lag(Instant now) {
    var seconds = behind(now).map(behind -> OptionalLong.of(behind.toSeconds())).orElse(OptionalLong.empty());
    return new FeedEvent.Lag(times.publishedUntil(), seconds, broker, line, unreadable);
  }
}
