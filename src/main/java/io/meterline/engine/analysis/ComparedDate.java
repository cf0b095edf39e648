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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The devices of one date, compared anew when more is known of them.
 *
 * <p>Keeps the latest row of {@link DeviceDays} of each device that has readings on the date, until no more can come.
 */
public final class ComparedDate {
  private static final int VERSION = 1;
  private static final long MOST_DAYS_TOGETHER = 28;
  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");

  private final Map<String, Row> latest = new HashMap<>();
  private final TreeMap<Long, Arrived> pending = new TreeMap<>();
  private long revision;

  /** What became known of devices. What is deleted has no revision left that a row of an earlier one could be told by. */
  private static final class Arrived implements RowChanges {
    private final List<Row> written = new ArrayList<>();
    private final List<Row> deleted = new ArrayList<>();

    @Override
    public void row(Row row) {
      written.add(row);
    }

    @Override
    public void deleted(Row row) {
      deleted.add(row);
    }
  }

  /**
   * How often dates are compared, and how long they are kept.
   *
   * @param every what becomes known in one of these is compared together, when it is over
   * @param arrivals how readings arrive
   */
  public record Pace(Windows every, ArrivalRules arrivals) {
    /** When what becomes known at {@code at} is compared; both in epoch milliseconds UTC. */
    public long dueAt(long at) {
      return every.endOf(at);
    }

    /**
     * The first of the dates that are compared on one key with a date: as many as a window has days, at least one and at
     * most four weeks, as what is known of all devices on them is in memory at once.
     */
    public LocalDate groupStart(LocalDate date) {
      var days = Math.max(1, Math.min(MOST_DAYS_TOGETHER, Duration.ofMillis(arrivals.windows().millis()).toDays()));
      return LocalDate.ofEpochDay(Math.floorDiv(date.toEpochDay(), days) * days);
    }

    /**
     * When nothing more can become known of a date, epoch milliseconds UTC: the window in which its last reading may arrive is
     * complete, and so is the one after it, in which a row may be written as it stands.
     */
    long expiresAt(LocalDate date) {
      return dueAt(arrivals.lastEndFor(LocalDay.overEverywhere(date)) + 2 * arrivals.windows().millis());
    }
  }

  /**
   * Takes what is known of devices; of two rows, the one of the higher revision counts.
   *
   * @param due when it is to be compared, epoch milliseconds UTC
   */
  RowChanges arriving(long due) {
    return pending.computeIfAbsent(due, time -> new Arrived());
  }

  /** When {@link #complete} is to be called next, epoch milliseconds UTC, be it that the state is to be let go. */
  long nextTimer(LocalDate date, Pace pace) {
    return pending.isEmpty() ? pace.expiresAt(date) : pending.firstKey();
  }

  /** Whether no more can become known of the date at a time, epoch milliseconds UTC, and its state is to be let go. */
  boolean isOver(LocalDate date, long time, Pace pace) {
    return pending.isEmpty() && time >= pace.expiresAt(date);
  }

  /** All that is due by {@code time} is in: writes the rows of the date that it changes. */
  void complete(LocalDate date, long time, RowOutput out) {
    while (!pending.isEmpty() && pending.firstKey() <= time) {
      revision++;
      var isNew = latest.isEmpty();
      var before = compared(date);
      var arrived = pending.pollFirstEntry().getValue();
      arrived.written.forEach(row -> latest.merge((String) row.get(DEVICE), row, ComparedDate::newer));
      arrived.deleted.forEach(
          row -> latest.computeIfPresent((String) row.get(DEVICE), (device, known) -> newer(known, row) == known ? known : null));
      if (isNew) {
        Comparison.compare(date, latest.values(), new Rows(revision, out::row, out::overflowed));
      } else {
        compared(date).emitChanges(before, out);
      }
    }
  }

  private static Row newer(Row known, Row other) {
    return known.revision() < other.revision() ? other : known;
  }

  private RowDiff compared(LocalDate date) {
    var written = new RowDiff(revision);
    Comparison.compare(date, latest.values(), written.rows());
    return written;
  }

  /** The bytes of the state of a date. */
  static final class Format implements WireFormat<ComparedDate> {
    private static final long serialVersionUID = 1;
    private static final RowFormat ROWS = new RowFormat(DeviceDays.VIEW);

    @Override
    public void write(ComparedDate compared, WireOutput out) {
      out.writeByte(VERSION);
      out.writeSigned(compared.revision);
      out.writeList(inOrder(compared.latest), ROWS);
      out.writeCount(compared.pending.size());
      for (var due : compared.pending.entrySet()) {
        out.writeSigned(due.getKey());
        out.writeList(due.getValue().written, ROWS);
        out.writeList(due.getValue().deleted, ROWS);
      }
    }

    private static List<Row> inOrder(Map<String, Row> latest) {
      return latest.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    @Override
    public ComparedDate read(WireInput in) {
      in.expectVersion(VERSION);
      var compared = new ComparedDate();
      compared.revision = in.readSigned();
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
