package io.meterline.connect.formats;

import io.meterline.connect.csv.BadRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Converts local times without an offset to instants. Where clocks go back, a local time occurs twice, and the order of the rows of a
 * series decides which is which: in rising order the first is the earlier one, in falling order the later one.
 */
public final class LocalTimes {
  private final ZoneId zone;
  private final Map<String, Series> series = new HashMap<>();

  public LocalTimes(ZoneId zone) {
    this.zone = zone;
  }

  /** What is known of the rows of a series so far. */
  private static final class Series {
    private LocalDateTime last;
    private int direction;
    private boolean isWrapped;
    private final Set<LocalDateTime> once = new HashSet<>();
    private final Set<LocalDateTime> twice = new HashSet<>();
  }

  /**
   * The instant of the next row of a series.
   *
   * @param name the name of the series: rows in one order, such as those of one device
   * @throws BadRow if there is no such local time, or if it occurs twice and the rows do not show which one is meant
   */
  public Instant instant(String name, LocalDateTime local) throws BadRow {
    var rows = series.computeIfAbsent(name, any -> new Series());
    var offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new BadRow("there is no " + local + " in " + zone + ": clocks are put forward over it");
    }
    var compared = rows.last == null ? 0 : local.compareTo(rows.last);
    if (offsets.size() == 1) {
      rows.direction = compared == 0 ? rows.direction : Integer.signum(compared);
      rows.isWrapped = false;
      rows.once.clear();
      rows.twice.clear();
      rows.last = local;
      return local.toInstant(offsets.get(0));
    }
    var isSecond = isSecond(rows, local, compared);
    rows.last = local;
    // The rules list the offset before the clock change first.
    return local.toInstant(offsets.get(isSecond == rows.direction > 0 ? 1 : 0));
  }

  /** Whether this row is the second with its local time, in the order of the rows. */
  private boolean isSecond(Series rows, LocalDateTime local, int compared) throws BadRow {
    if (rows.direction == 0) {
      rows.direction = Integer.signum(compared);
    }
    if (rows.direction == 0) {
      throw new BadRow(local + " occurs twice in " + zone + ", as clocks are put back, and no row before it shows which one is meant");
    }
    if (compared != 0 && Integer.signum(compared) != rows.direction) {
      rows.isWrapped = true;
    }
    if (!rows.once.add(local)) {
      if (!rows.twice.add(local)) {
        throw new BadRow(local + " occurs twice in " + zone + ", as clocks are put back, and this is its third row");
      }
      return true;
    }
    return rows.isWrapped;
  }
}
