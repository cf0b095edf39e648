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

/**
 * The dates of a cohort that share a key, each of which is compared on its own: one, see {@link #keyOf}. The state of running jobs has room
 * for more, as replays once had.
 */
public final class ComparedDates {
  private static final int VERSION = 2;
  /** Eight parts, as a week has seven dates. More would be more elements, of fewer devices each. */
  private static final int PART_BITS = 3;

  /** The golden ratio's fraction, in 32 bits: spreads hash codes that differ in few bits (Knuth, The Art of Computer Programming, 6.4). */
  private static final int SPREAD = 0x9E3779B9;

  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");
  private static final int COHORT = DeviceDays.VIEW.indexOf("cohort");
  private static final int COMPARED_COHORT = Comparison.COMPARISONS.indexOf("cohort");

  private final TreeMap<LocalDate, ComparedDate> dates = new TreeMap<>();

  /**
   * The group of rows of {@link DeviceDays} that a row travels with: up to a week of an eighth of the devices of its cohort, which is
   * less than all of them on one date.
   */
  public static GroupKey groupOf(Row deviceDay, Pace pace) {
    var dates = pace.datesTogether();
    var first = Math.floorDiv(GroupKey.dateOf(deviceDay).orElseThrow().toEpochDay(), dates) * dates;
    var part = deviceDay.get(DEVICE).hashCode() * SPREAD >>> Integer.SIZE - PART_BITS;
    return new GroupKey(DeviceDays.VIEW.name(), first, part, (String) deviceDay.get(COHORT));
  }

  /**
   * The date and cohort of a row of {@link DeviceDays} or of {@link Comparison#COMPARISONS}: rows of one are compared together. The span
   * is the date, in days since 1970-01-01.
   */
  public static GroupKey keyOf(Row row) {
    var cohort = row.view().equals(DeviceDays.VIEW) ? COHORT : COMPARED_COHORT;
    return new GroupKey(row.view().name(), GroupKey.dateOf(row).orElseThrow().toEpochDay(), 0, (String) row.get(cohort));
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
