package io.meterline.engine.analysis;

import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.LocalDay;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import io.meterline.model.view.RowFormat;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The comparison of the devices of a cohort on one date, recomputed when rows of the devices change.
 *
 * <p>The state is the latest row of {@link DeviceDays} of each device of the cohort on the date. It expires when no more readings of the
 * date can arrive.
 *
 * <p>The revision of rows is the time at which the changes were due. So rows of one device from two cohorts can be ordered: where both
 * have the same revision, one is the deletion of the cohort that the device left.
 */
public final class ComparedDate {
  private static final int VERSION = 3;
  private static final int MOST_DATES_TOGETHER = 7;
  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");

  private final Map<String, Row> latest = new HashMap<>();

  /**
   * Changes by when they are due. Deletions are applied last: after a row is deleted, its revision is no longer known, and an older row
   * could not be recognized as outdated.
   */
  private final TreeMap<Long, ChangedRows> pending = new TreeMap<>();

  /**
   * How often dates are compared, and how long their state is kept.
   *
   * @param every the windows in which changes are compared: those within one window together, at its end
   * @param arrivals how readings arrive
   */
  public record Pace(Windows every, ArrivalRules arrivals) {
    /** When a change at {@code at} is compared; both in epoch milliseconds UTC. */
    public long dueAt(long at) {
      return every.endOf(at);
    }

    /** How many dates of a device travel together on their way to being compared: as many as a window has days, 1 to 7. */
    public int datesTogether() {
      return (int) Math.max(1, Math.min(MOST_DATES_TOGETHER, Duration.ofMillis(arrivals.windows().millis()).toDays()));
    }

    /**
     * When no row of a date can change any more, epoch milliseconds UTC: two windows after the last one in which a reading of the
     * date may arrive, because a row that is not final may still be written in the window after that.
     */
    long expiresAt(LocalDate date) {
      return dueAt(arrivals.lastEndFor(LocalDay.overEverywhere(date)) + 2 * arrivals.windows().millis());
    }
  }

  /**
   * Returns a receiver for changed rows of devices. Of two rows of a device, the one with the higher revision wins.
   *
   * @param due when to compare them, epoch milliseconds UTC
   */
  RowChanges arriving(long due) {
    return pending.computeIfAbsent(due, time -> new ChangedRows());
  }

  /** When to call {@link #complete} next, epoch milliseconds UTC, whether for a comparison or for expiry. */
  long nextTimer(LocalDate date, Pace pace) {
    return pending.isEmpty() ? pace.expiresAt(date) : pending.firstKey();
  }

  /** Whether the state of the date has expired at a time, epoch milliseconds UTC. */
  boolean isOver(LocalDate date, long time, Pace pace) {
    return pending.isEmpty() && time >= pace.expiresAt(date);
  }

  /** Compares the changes due by {@code time}, all of which must have been added, and writes the changed rows of the date. */
  void complete(long time, RowOutput out) {
    while (!pending.isEmpty() && pending.firstKey() <= time) {
      var revision = pending.firstKey();
      var isNew = latest.isEmpty();
      var before = compared(revision);
      var arrived = pending.pollFirstEntry().getValue();
      arrived.written().forEach(row -> latest.merge((String) row.get(DEVICE), row, ComparedDate::newer));
      arrived.deleted().forEach(
          row -> latest.computeIfPresent((String) row.get(DEVICE), (device, known) -> newer(known, row) == known ? known : null));
      if (isNew) {
        Comparison.compare(latest.values(), Rows.to(out, revision));
      } else {
        compared(revision).emitChanges(before, out);
      }
    }
  }

  private static Row newer(Row known, Row other) {
    return known.revision() < other.revision() ? other : known;
  }

  private RowDiff compared(long revision) {
    var written = new RowDiff(revision);
    Comparison.compare(latest.values(), written.rows());
    return written;
  }

  /** The wire format of the state of a date. */
  static final class Format implements WireFormat<ComparedDate> {
    private static final long serialVersionUID = 1;
    private static final RowFormat ROWS = new RowFormat(DeviceDays.VIEW);

    @Override
    public void write(ComparedDate compared, WireOutput out) {
      out.writeByte(VERSION);
      out.writeList(inOrder(compared.latest), ROWS);
      out.writeCount(compared.pending.size());
      for (var due : compared.pending.entrySet()) {
        out.writeSigned(due.getKey());
        out.writeList(due.getValue().written(), ROWS);
        out.writeList(due.getValue().deleted(), ROWS);
      }
    }

    private static List<Row> inOrder(Map<String, Row> latest) {
      return latest.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    @Override
    public ComparedDate read(WireInput in) {
      in.expectVersion(VERSION);
      var compared = new ComparedDate();
      in.readList(ROWS).forEach(row -> compared.latest.put((String) row.get(DEVICE), row));
      for (var left = in.readCount(); left > 0; left--) {
        var arrived = compared.arriving(in.readSigned());
        in.readList(ROWS).forEach(arrived::row);
        in.readList(ROWS).forEach(arrived::deleted);
      }
      return compared;
    }
  }
}
