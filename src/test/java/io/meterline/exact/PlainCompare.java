package io.meterline.exact;

import io.meterline.engine.analysis.ComparedDate.Pace;
import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.Shard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The comparison of devices as in the pipeline, without Beam. Rows that travel together are put together by date when they are due. Elements
 * of a key are buffered, packed, until its timer fires; then all of them are added and those due are compared. All state is serialized between uses. Cohorts are compared one after the other,
 * each as far as it can be; then the comparisons of devices are output in order.
 */
final class PlainCompare {
  private final Pace pace;
  private final Consumer<PackedRows> out;
  private final LinkedHashMap<GroupKey, List<Arrived>> together = new LinkedHashMap<>();
  private final LinkedHashMap<GroupKey, Key> keys = new LinkedHashMap<>();

  /** The state of a key. */
  private static final class Key {
    private List<Arrived> arrived = new ArrayList<>();
    private ComparedDates dates = new ComparedDates();
    private OptionalLong timer = OptionalLong.empty();
  }

  private record Arrived(long due, PackedRows rows) {}

  PlainCompare(Pace pace, Consumer<PackedRows> out) {
    this.pace = pace;
    this.out = out;
  }

  /** A deep copy. */
  PlainCompare copy() {
    var copy = new PlainCompare(pace, out);
    together.forEach((group, arrived) -> copy.together.put(group, new ArrayList<>(arrived)));
    keys.forEach(
        (group, key) -> {
          var other = new Key();
          other.arrived.addAll(key.arrived);
          other.dates = PlainBytes.through(key.dates, new ComparedDates.Format());
          other.timer = key.timer;
          copy.keys.put(group, other);
        });
    return copy;
  }

  /**
   * Adds device days that travel together.
   *
   * @param at their event time, epoch milliseconds UTC
   */
  void take(PackedRows deviceDays, long at) {
    together.computeIfAbsent(deviceDays.groupKey(), group -> new ArrayList<>()).add(new Arrived(pace.dueAt(at), deviceDays));
  }

  private void dateByDate(List<Arrived> arrived, long time) {
    var windows = new TreeMap<Long, PackedRows.Packing>();
    for (var some : arrived) {
      if (some.due <= time) {
        some.rows.emitTo(DeviceDays.VIEW, windows.computeIfAbsent(some.due, due -> new PackedRows.Packing(ComparedDates::keyOf)));
      }
    }
    windows.forEach((due, dates) -> dates.flush(rows -> takeDate(PlainBytes.through(rows, new PackedRows.Format()), due)));
    arrived.removeIf(some -> some.due <= time);
  }

  private void takeDate(PackedRows deviceDays, long due) {
    var key = keys.computeIfAbsent(deviceDays.groupKey(), group -> new Key());
    key.arrived.add(new Arrived(due, deviceDays));
    if (key.timer.isEmpty() || due < key.timer.getAsLong()) {
      key.timer = OptionalLong.of(due);
    }
  }

  /** Fires every timer up to {@code time}. */
  void advance(long time) {
    together.values().forEach(arrived -> dateByDate(arrived, time));
    var comparisons = new TreeMap<Long, Shard>();
    for (var key : keys.values()) {
      while (key.timer.isPresent() && key.timer.getAsLong() <= time) {
        fire(key, key.timer.getAsLong(), comparisons);
      }
    }
    var ordered = new PackedRows.Packing(GroupKey::ofShard);
    for (var compared : comparisons.values()) {
      compared.emitLast(ordered);
      ordered.flush(out);
    }
  }

  private void fire(Key key, long time, TreeMap<Long, Shard> comparisons) {
    key.arrived.forEach(some -> key.dates.add(some.rows, some.due));
    key.arrived = new ArrayList<>();
    var packing = new PackedRows.Packing(GroupKey::ofShard);
    key.dates.complete(time, pace, new Outputs(packing));
    packing.flush(
        rows -> {
          var packed = PlainBytes.through(rows, new PackedRows.Format());
          if (packed.isOf(Comparison.COMPARISONS)) {
            comparisons.computeIfAbsent(time, any -> new Shard(Comparison.COMPARISONS)).add(packed);
          } else {
            out.accept(packed);
          }
        });
    key.timer = key.dates.nextTimer(pace);
    key.dates = PlainBytes.through(key.dates, new ComparedDates.Format());
  }

  private record Outputs(PackedRows.Packing packing) implements RowOutput {
    @Override
    public void row(Row row) {
      packing.row(row);
    }

    @Override
    public void deleted(Row row) {
      packing.deleted(row);
    }

    @Override
    public void overflowed(Row row) {}
  }
}
