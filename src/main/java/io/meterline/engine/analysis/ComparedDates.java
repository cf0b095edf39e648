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

/** The dates of a cohort that share a key, see {@link Pace#groupStart}. Each date is compared on its own. */
public final class ComparedDates {
  private static final int VERSION = 2;
  private static final int COHORT = DeviceDays.VIEW.indexOf("cohort");

  private final TreeMap<LocalDate, ComparedDate> dates = new TreeMap<>();

  /** The group of a row of {@link DeviceDays}, dates of one cohort: rows of one group are compared on one key. */
  public static GroupKey groupOf(Row deviceDay, Pace pace) {
    var first = pace.groupStart(GroupKey.dateOf(deviceDay).orElseThrow());
    return new GroupKey(DeviceDays.VIEW.name(), first.toEpochDay(), 0, (String) deviceDay.get(COHORT));
  }

  /**
   * Adds changed rows of the devices of the cohort. Of two rows of a device and date, the one with the higher revision wins.
   *
   * @param due when to compare them, epoch milliseconds UTC
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

  /** When to call {@link #complete} next, epoch milliseconds UTC; empty if there is no state left. */
  public OptionalLong nextTimer(Pace pace) {
    return dates.entrySet().stream().mapToLong(date -> date.getValue().nextTimer(date.getKey(), pace)).min();
  }

  /**
   * Compares the changes due by {@code time}, all of which must have been added, writes the changed rows, and drops expired
   * dates.
   */
  public void complete(long time, Pace pace, RowOutput out) {
    dates.values().forEach(compared -> compared.complete(time, out));
    dates.entrySet().removeIf(date -> date.getValue().isOver(date.getKey(), time, pace));
  }

  /** The wire format of the state. */
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
