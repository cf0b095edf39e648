package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.CsvOptions.Stamp;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells the intervals of a load curve whose rows have one time each, in order. A row's interval reaches to its neighbour, unless rows are
 * missing between them: the distance is taken as the step if it is the step so far, a shorter usual one, or a usual one that the next
 * distance confirms. Else it is a gap, and the step so far, or that after it, holds. Looks two rows ahead.
 */
final class LoadCurveSteps {
  /** Steps in seconds that meters have. */
  private static final SortedSet<Long> USUAL = new TreeSet<>(List.of(300L, 600L, 900L, 1800L, 3600L));

  private final Stamp stamp;
  private final Sink sink;

  /** The step so far in seconds; 0 if it is not known. */
  private long step;

  /** Up to four rows: one before the next to pass, that one, and two after it. */
  private final List<Row> window = new ArrayList<>();

  /** The index in the window of the next row to pass. */
  private int current;

  /**
   * Passes rows and their intervals to a sink.
   *
   * @param stamp which end of its interval the time of a row is
   * @param step the step if it is known, in seconds, else 0
   */
  LoadCurveSteps(Stamp stamp, long step, Sink sink) {
    this.stamp = stamp;
    this.step = step;
    this.sink = sink;
  }

  /**
   * A row of a load curve.
   *
   * @param at an end of its interval
   * @param length the length of its interval in seconds, if it is known
   * @param value its value; empty if it has none
   */
  record Row(Instant at, Optional<Long> length, Optional<BigDecimal> value, Quality quality, Place place) {}

  /** Receives rows with their intervals. */
  interface Sink {
    /**
     * Receives a row.
     *
     * @param seconds the length of its interval; 0 if it cannot be told
     */
    void row(Row row, Instant start, int seconds);
  }

  /** Adds the next row. */
  void add(Row row) {
    window.add(row);
    if (window.size() > current + 2) {
      pass();
    }
  }

  /** Passes the rows that are held. */
  void finish() {
    while (current < window.size()) {
      pass();
    }
    window.clear();
    current = 0;
  }

  private void pass() {
    var row = window.get(current);
    long length = row.length().orElseGet(this::told);
    if (length > 0) {
      step = length;
    }
    sink.row(row, stamp == Stamp.START ? row.at() : row.at().minusSeconds(length), (int) length);
    if (current == 0) {
      current = 1;
    } else {
      window.remove(0);
    }
  }

  /** The length of the interval of the current row, as the rows around it tell it. */
  private long told() {
    return switch (stamp) {
      case START -> length(distance(current), distance(current + 1), step);
      case END -> length(distance(current - 1), distance(current), distance(current));
    };
  }

  /** The distance in seconds of a row of the window to the next, which is positive in any order; 0 if one of them is not there. */
  private long distance(int index) {
    return index < 0 || index + 1 >= window.size()
        ? 0
        : Math.abs(window.get(index + 1).at().getEpochSecond() - window.get(index).at().getEpochSecond());
  }

  /**
   * The length of an interval; 0 if it cannot be told.
   *
   * @param spanned the distance over the interval; 0 if it is not known
   * @param following the distance after it; 0 if it is not known
   * @param besideGap the step to take where {@code spanned} is a gap, if it is a usual one
   */
  private long length(long spanned, long following, long besideGap) {
    if (spanned == step || spanned == 0) {
      return step > 0 || !isUsual(following) ? step : following;
    }
    var isNew = step == 0 && !(isUsual(following) && following < spanned);
    if (isUsual(spanned) && (isNew || spanned < step || spanned == following)) {
      return spanned;
    }
    if (isUsual(besideGap) && besideGap <= spanned) {
      return besideGap;
    }
    if (step > 0) {
      return Math.min(step, spanned);
    }
    return isUsual(following) && following < spanned ? following : 0;
  }

  private static boolean isUsual(long distance) {
    return USUAL.contains(distance);
  }
}
