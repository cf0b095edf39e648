package io.meterline.oracle;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.oracle.RandomLogs.Unplaced;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives events their places in a log, one batch after the other: the offsets of a partition go on where those of the batch before
 * ended, and so does its time, which never decreases. Readings and changes have partitions of their own.
 */
final class Placement {
  private final Map<Integer, Position> lastReadings = new HashMap<>();
  private final Map<Integer, Position> lastChanges = new HashMap<>();

  /** Places the next readings. */
  List<LoggedReading> readings(List<Unplaced<LoggedReading>> events) {
    return placed(events, lastReadings);
  }

  /** Places the next changes. */
  List<LoggedChange> changes(List<Unplaced<LoggedChange>> events) {
    return placed(events, lastChanges);
  }

  private static <T> List<T> placed(List<Unplaced<T>> events, Map<Integer, Position> last) {
    return events.stream()
        .sorted(Comparator.comparing(Unplaced::loggedAt))
        .map(event -> event.event().apply(last.merge(event.partition(), first(event), Placement::next)))
        .toList();
  }

  private static Position first(Unplaced<?> event) {
    return new Position(event.loggedAt(), event.partition(), 0);
  }

  private static Position next(Position last, Position event) {
    return new Position(later(last.loggedAt(), event.loggedAt()), event.partition(), last.offset() + 1);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
