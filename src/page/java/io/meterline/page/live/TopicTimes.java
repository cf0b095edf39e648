package io.meterline.page.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How current the rows of the tables are. The watermark of a run is not in the topics, so this is what topics show:
 *
 * @param publishedUntil the time of the newest record of a view's topic, as its producer set it
 * @param waitingSince when the first reading was logged after {@code publishedUntil}; empty if there is none, or this user may not read
 *     the topic of readings. Every reading that is analysed changes a row, so this one was not analysed yet
 * @param rowsUntil the end of the latest hour that a row of {@code usage} has energy in, or of the part of its day that it covers,
 *     whichever is later: until then readings are in rows, give or take an hour
 * @param readingsUntil the end of the newest readings' intervals, of the last reading of each partition; empty as {@code waitingSince}
 */
public record TopicTimes(
    Optional<Instant> publishedUntil, Optional<Instant> waitingSince, Optional<Instant> rowsUntil, Optional<Instant> readingsUntil) {
  /** Nothing is known. */
  static final TopicTimes UNKNOWN = new TopicTimes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What {@link #rowsUntil} does not tell apart. */
  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * How far rows are behind readings, at least: how long the reading of {@link #waitingSince} has been waiting, or, if a run is still
   * at readings of earlier hours, the time between these and the newest readings. Zero if nothing shows that rows are behind; what a
   * run takes to analyse and publish a reading, a few seconds, is not seen. Empty if there are readings, and {@code usage} has no row
   * to compare them with.
   *
   * @param now the clock
   */
  public Optional<Duration> behind(Instant now) {
    if (waitingSince.isPresent()) {
      return Stream.of(waitingSince.map(since -> Duration.between(since, now)), gap()).flatMap(Optional::stream).max(Duration::compareTo);
    }
    return readingsUntil.isPresent() && rowsUntil.isEmpty() ? Optional.empty() : Optional.of(gap().orElse(Duration.ZERO));
  }

  /** How much later the newest readings are than those in rows, if that is certain. */
  private Optional<Duration> gap() {
    return readingsUntil.flatMap(end -> rowsUntil.map(until -> Duration.between(until, end))).filter(gap -> gap.compareTo(HOUR) > 0);
  }
}
