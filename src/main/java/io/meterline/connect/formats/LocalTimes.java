package io.meterline.connect.formats;

import io.meterline.connect.csv.BadRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Converts local times without an offset to instants. Where clocks go back, a local time occurs twice, and the order of the rows of a
 * series decides which is which: in rising order the first is the earlier one, in falling order the later one. Keeps a few values per
 * series.
 */
public final class LocalTimes {
  /** Rows further apart than this are not neighbours: their order says nothing of the rows between them. */
  private static final Duration NEIGHBOURS = Duration.ofDays(1);

  /** The longest interval whose ends may be written as start plus length, whatever clocks do in between. */
  private static final Duration SHORT = Duration.ofHours(2);

  private final ZoneId zone;
  private final Consumer<String> notes;
  private final Map<String, Series> series = new HashMap<>();

  /** Without notices of times that occur twice and that a series has only once. */
  public LocalTimes(ZoneId zone) {
    this(zone, note -> {});
  }

  /**
   * Converts times of a zone.
   *
   * @param notes receives one-line notices of assumptions; a notice may be repeated
   */
  public LocalTimes(ZoneId zone, Consumer<String> notes) {
    this.zone = zone;
    this.notes = notes;
  }

  /** The zone of the times. */
  public ZoneId zone() {
    return zone;
  }

  /** What is known of the rows of a series so far. */
  private static final class Series {
    private Optional<LocalDateTime> last = Optional.empty();

    /** The sign of the last step between different neighbours; 0 if it is not known. */
    private int direction;

    /** Whether the last two such steps had different signs. */
    private boolean isTurned;

    private Optional<DoubledHour> doubled = Optional.empty();
  }

  /** What is known of the neighbouring rows whose local times occur twice. */
  private static final class DoubledHour {
    private final ZoneOffsetTransition change;

    /** The sign of the steps between the rows; 0 if the rows before do not show it. */
    private int direction;

    /** The direction comes from rows before the hour, so the first row is known to be of the first pass. */
    private boolean isFromStart;

    /** The times have come back to the start of the hour. */
    private boolean isSecondPass;

    /** Each time comes twice in a row. */
    private boolean isInPairs;

    /** The last row was the second with its time. */
    private boolean isPairComplete;

    private boolean isUnsorted;

    private DoubledHour(ZoneOffsetTransition change) {
      this.change = change;
    }
  }

  /**
   * The instant of the next row of a series.
   *
   * @param name the name of the series: rows in one order, such as those of one device and register
   * @throws BadRow if there is no such local time, or if it occurs twice and the rows do not show which one is meant
   */
  public Instant instant(String name, LocalDateTime local) throws BadRow {
    var offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new BadRow("there is no " + local + " in " + zone + ": clocks are put forward over it");
    }
    var rows = series.computeIfAbsent(name, any -> new Series());
    if (offsets.size() == 1) {
      rows.doubled.ifPresent(this::end);
      rows.doubled = Optional.empty();
      step(rows, local);
      return local.toInstant(offsets.get(0));
    }
    var isSecondRow = isSecondRow(rows, local);
    // The rules list the offset before the clock change first.
    return local.toInstant(offsets.get(isSecondRow == rows.doubled.orElseThrow().direction > 0 ? 1 : 0));
  }

  /** Says of series that end with times that occur twice what {@link #instant} says of others. Optional. */
  public void finish() {
    series.values().forEach(rows -> rows.doubled.ifPresent(this::end));
  }

  /** Records a row, and returns the sign of the step to it: 0 if there is none, or not between neighbours. */
  private static int step(Series rows, LocalDateTime local) {
    var before = rows.last;
    rows.last = Optional.of(local);
    if (before.isEmpty() || Duration.between(before.get(), local).abs().compareTo(NEIGHBOURS) > 0) {
      rows.direction = 0;
      rows.isTurned = false;
      return 0;
    }
    var sign = Integer.signum(local.compareTo(before.get()));
    if (sign != 0) {
      rows.isTurned = rows.direction == -sign;
      rows.direction = sign;
    }
    return sign;
  }

  /** Whether this row is the second with its local time, in the order of the rows. */
  private boolean isSecondRow(Series rows, LocalDateTime local) throws BadRow {
    var change = zone.getRules().getTransition(local);
    var isNew = rows.doubled.isEmpty() || !rows.doubled.get().change.equals(change);
    if (isNew) {
      rows.doubled.ifPresent(this::end);
      rows.doubled = Optional.of(new DoubledHour(change));
    }
    var hour = rows.doubled.get();
    var isFirstOfSeries = rows.last.isEmpty();
    var sign = step(rows, local);
    if (isNew) {
      hour.direction = rows.isTurned ? 0 : rows.direction;
      hour.isFromStart = hour.direction != 0 && sign != 0;
      hour.isUnsorted = !hour.isFromStart && !isFirstOfSeries;
    } else {
      follow(hour, sign);
    }
    if (hour.isUnsorted || !hour.isFromStart && !hour.isSecondPass) {
      throw new BadRow(local + " occurs twice in " + zone + ", as clocks are put back, and the rows before it do not show which one is meant");
    }
    return hour.isSecondPass || hour.isInPairs && hour.isPairComplete;
  }

  private static void follow(DoubledHour hour, int sign) throws BadRow {
    if (sign == 0) {
      if (hour.isPairComplete || hour.isSecondPass) {
        throw new BadRow("this local time occurs twice, as clocks are put back, and this is its third row");
      }
      hour.isInPairs = true;
      hour.isPairComplete = true;
      return;
    }
    hour.isPairComplete = false;
    if (hour.direction == 0) {
      hour.direction = sign;
    } else if (sign != hour.direction) {
      hour.isUnsorted |= hour.isSecondPass || hour.isInPairs;
      hour.isSecondPass = true;
    }
  }

  private void end(DoubledHour hour) {
    if (hour.isFromStart && !hour.isSecondPass && !hour.isInPairs) {
      notes.accept(
          "clocks went back in " + zone + " at " + hour.change.getDateTimeBefore() + ", but the rows have the times after "
              + hour.change.getDateTimeAfter() + " once: taken as those " + (hour.direction > 0 ? "before" : "after") + " the change");
    }
  }

  /**
   * The length of an interval whose ends are local times. Where clocks change at its end, files write it as the clock shows it, or as the
   * start plus the length: of a short interval the shorter reading is taken, of a longer one what the clock shows.
   *
   * @param start the instant of its start
   * @param from its start
   * @param to its end, exclusive
   * @return whole seconds, at least 1
   * @throws BadRow if the end is not after the start, or too far from it
   */
  public int seconds(Instant start, LocalDateTime from, LocalDateTime to) throws BadRow {
    var written = Duration.between(from, to);
    var length = shown(start, to);
    if (written.compareTo(SHORT) <= 0 && written.compareTo(Duration.ZERO) > 0 && written.compareTo(length) < 0) {
      length = written;
    }
    if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(Duration.ofSeconds(Integer.MAX_VALUE)) > 0) {
      throw new BadRow("the interval from " + from + " to " + to + " does not end after it starts");
    }
    return (int) length.toSeconds();
  }

  /** The time from an instant to the first moment after it at which clocks show a time; that after a gap if they never show it. */
  private Duration shown(Instant start, LocalDateTime to) {
    var offsets = zone.getRules().getValidOffsets(to);
    if (offsets.isEmpty()) {
      return Duration.between(start, to.atZone(zone).toInstant());
    }
    var first = Duration.between(start, to.toInstant(offsets.get(0)));
    return first.compareTo(Duration.ZERO) > 0 ? first : Duration.between(start, to.toInstant(offsets.get(offsets.size() - 1)));
  }
}
