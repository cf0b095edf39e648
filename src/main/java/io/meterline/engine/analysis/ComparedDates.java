package io.meterline.engine.analysis;

import io.meterline.engine.analysis.ComparedDate.Pace;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The dates that are compared on one key, by {@link Pace#groupStart}; each is compared by itself. */
public final class ComparedDates {
  private static final int VERSION = 1;

  private final TreeMap<LocalDate, ComparedDate> dates = new TreeMap<>();

  /** Where rows of {@link DeviceDays} belong that are compared on one key. */
  public static GroupKey groupOf(Row deviceDay, Pace pace) {
    var first = pace.groupStart(GroupKey.dateOf(deviceDay).orElseThrow());
    return new GroupKey(DeviceDays.VIEW.name(), first.toEpochDay(), 0);
  }

  /**
   * Takes what is known of devices; of two rows, the one of the higher revision counts.
   *
   * @param due when it is to be compared, epoch milliseconds UTC
   */
  public void add(PackedRows deviceDays, long due) {
    deviceDays.emitTo(
        DeviceDays.VIEW,
        new RowChanges() {
          @Override
          public void row(Row row) {
            arriving(row, due).row(row);
          }

          @Override
          public void deleted(Row row) {
            arriving(row, due).deleted(row);
          }
        });
  }

  private RowChanges arriving(Row row, long due) {
    return dates.computeIfAbsent(GroupKey.dateOf(row).orElseThrow(), date -> new ComparedDate()).arriving(due);
  }

  /** When {@link #complete} is to be called next, epoch milliseconds UTC; empty if nothing is left. */
  public OptionalLong nextTimer(Pace pace) {
    return dates.entrySet().stream().mapToLong(date -> date.getValue().nextTimer(date.getKey(), pace)).min();
  }

  /**
   * All that is due by {@code time} is in: writes the rows that it changes, and lets go of the dates of which no more can
   * become known.
   */
  public void complete(long time, Pace pace, RowOutput out) {
    dates.forEach((date, compared) -> compared.complete(date, time, out));
    dates.entrySet().removeIf(date -> date.getValue().isOver(date.getKey(), time, pace));
  }

  /** The bytes of the state. */
  public static final class Format implements WireFormat<ComparedDates> {
    private static final long serialVersionUID = 1;
    private static final ComparedDate.Format DATES = new ComparedDate.Format();

    @Override
    public void write(ComparedDates compared, WireOutput out) {
      out.writeByte(VERSION);
      out.writeCount(compared.dates.size());
      compared.dates.forEach(
          (date, one) -> {
            out.writeSigned(date.toEpochDay());
            DATES.write(one, out);
          });
    }

    @Override
    public ComparedDates read(WireInput in) {
      in.expectVersion(VERSION);
      var compared = new ComparedDates();
      for (var left = in.readCount(); left > 0; left--) {
        compared.dates.put(LocalDate.ofEpochDay(in.readSigned()), DATES.read(in));
      }
      return compared;
    }
  }
}
