package io.meterline.engine.effect;

import io.meterline.engine.analysis.Alerts;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alerts that differ.
 *
 * @param counts how many, by what becomes of them; a kind that does not occur is missing
 * @param first the first of them, in the order of months and devices
 */
public record AlertEffect(Map<Kind, Long> counts, List<Alert> first) {
  /** How many are kept. */
  public static final int KEPT = 1_000;

  private static final int DEVICE = Alerts.VIEW.indexOf("device");
  private static final int OPENED = Alerts.VIEW.indexOf("opened_at");
  private static final int CLOSED = Alerts.VIEW.indexOf("closed_at");

  /** What becomes of an alert. */
  public enum Kind {
    /** It is there only after. */
    OPENS,
    /** It is there only before. */
    VANISHES,
    /** It is open before, and closed after. */
    CLOSES,
    /** It is closed before, and open after. */
    STAYS_OPEN,
    /** It closes at another time. */
    CLOSES_AT_ANOTHER_TIME,
    /** It has the same times, and another threshold, peak, energy or number of readings. */
    CHANGES
  }

  /**
   * An alert that differs.
   *
   * @param openedAt when it opens
   * @param closedBefore when it closes, before; empty if it is open, or not there
   * @param closedAfter when it closes, after; empty if it is open, or not there
   */
  public record Alert(Kind kind, String device, Instant openedAt, Optional<Instant> closedBefore, Optional<Instant> closedAfter) {}

  public AlertEffect {
    counts = Map.copyOf(counts);
    first = List.copyOf(first);
  }

  /** How many alerts there are of a kind. */
  public long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Takes rows of the view that differ, one after the other. */
  static final class Tally {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<Alert> first = new ArrayList<>();

    void add(RowChange change) {
      var kind = kind(change);
      counts.merge(kind, 1L, Long::sum);
      if (first.size() < KEPT) {
        var row = change.any();
        var opened = (Instant) row.get(OPENED);
        first.add(new Alert(kind, (String) row.get(DEVICE), opened, closed(change.before()), closed(change.after())));
      }
    }

    AlertEffect effect() {
      return new AlertEffect(counts, first);
    }
  }

  private static Kind kind(RowChange change) {
    if (change.before().isEmpty()) {
      return Kind.OPENS;
    }
    if (change.after().isEmpty()) {
      return Kind.VANISHES;
    }
    var before = closed(change.before());
    var after = closed(change.after());
    if (before.equals(after)) {
      return Kind.CHANGES;
    }
    if (before.isEmpty()) {
      return Kind.CLOSES;
    }
    return after.isEmpty() ? Kind.STAYS_OPEN : Kind.CLOSES_AT_ANOTHER_TIME;
  }

  private static Optional<Instant> closed(Optional<Row> row) {
    return row.flatMap(alert -> alert.find(CLOSED)).map(Instant.class::cast);
  }
}
