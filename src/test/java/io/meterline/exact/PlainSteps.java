package io.meterline.exact;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.InOrder;
import io.meterline.engine.device.Snapshot;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import io.meterline.model.time.Arrival;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.pipeline.Rules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The steps of the pipeline in one thread, without Beam. The caller adds events in order of arrival and advances the watermark;
 * rows are output in the order in which they are written. All state is serialized between uses, as it may be on a runner.
 */
final class PlainSteps {
  private static final PackedRows.Format ROWS = new PackedRows.Format();

  private static final List<Analysis<?>> ANALYSES = Analyses.standard().all();

  private final Rules rules;
  private final Consumer<PackedRows> out;
  private final InOrder.Format deviceFormat = new InOrder.Format();

  private PlainSettled settled;
  private final Map<String, InOrder> devices = new TreeMap<>();
  private PlainCompare compare;
  private long corrected;

  PlainSteps(Rules rules, Consumer<PackedRows> out) {
    this.rules = rules;
    this.out = out;
    this.settled = new PlainSettled(rules, settled());
    this.compare = new PlainCompare(rules.pace(), out);
  }

  /** A deep copy. */
  PlainSteps copy() {
    var copy = new PlainSteps(rules, out);
    copy.settled = settled.copy(copy.settled());
    devices.forEach((device, state) -> copy.devices.put(device, PlainBytes.through(state, deviceFormat)));
    copy.compare = compare.copy();
    return copy;
  }

  /** The number of rows that late readings changed, deleted or added. */
  long corrected() {
    return corrected;
  }

  private PlainSettled.Output settled() {
    return new PlainSettled.Output() {
      @Override
      public void settled(String device, WindowReadings<InForce> readings) {
        devices.computeIfAbsent(device, name -> new InOrder(name)).add(readings);
      }

      @Override
      public void rejected(Rejection rejection) {
        reject(rejection);
      }
    };
  }

  /** Starts a device from a snapshot. */
  void start(String device, Snapshot snapshot) {
    devices.computeIfAbsent(device, name -> new InOrder(name)).start(PlainBytes.through(snapshot, new Snapshot.Format()));
  }

  /** Adds readings that arrive together. */
  void take(List<LoggedReading> readings, Arrival arrival) {
    settled.take(readings, arrival, this::reject);
  }

  void take(LoggedChange logged) {
    settled.take(logged);
  }

  /** Advances the watermark to {@code time}: every timer up to it fires, step by step. */
  void advance(long time) {
    settled.advance(time);
    devices.keySet().forEach(device -> analyse(device, time));
    compare.advance(time);
  }

  private void analyse(String device, long time) {
    for (var end = devices.get(device).due(rules.arrivals()).first();
        end.isPresent() && end.getAsLong() <= time;
        end = devices.get(device).due(rules.arrivals()).first()) {
      devices.computeIfPresent(device, (name, state) -> PlainBytes.through(state, deviceFormat));
      var rows = new DeviceRows();
      devices.get(device).complete(end.getAsLong(), rules.arrivals(), ANALYSES, rules.snapshots(), rows);
      rows.flush(end.getAsLong());
    }
  }

  /** Packs the rows of a window of a device, as the pipeline does. */
  private final class DeviceRows implements InOrder.Output {
    private final PackedRows.Packing packing = new PackedRows.Packing(this::groupOf);

    private GroupKey groupOf(Row row) {
      return row.view().equals(DeviceDays.VIEW) ? ComparedDates.groupOf(row, rules.pace()) : GroupKey.ofShard(row);
    }

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

    @Override
    public void corrected(int rows) {
      corrected += rows;
    }

    @Override
    public void rejected(Rejection rejection) {
      packing.row(Rejected.row(rejection));
    }

    @Override
    public void startedEmpty(Analysis<?> analysis) {
      throw new AssertionError(analysis.view().name());
    }

    private void flush(long end) {
      packing.flush(
          rows -> {
            var packed = PlainBytes.through(rows, ROWS);
            if (packed.isOf(DeviceDays.VIEW)) {
              compare.take(packed, end - 1);
            } else {
              out.accept(packed);
            }
          });
    }
  }

  private void reject(Rejection rejection) {
    out.accept(PlainBytes.through(Rejected.packed(rejection), ROWS));
  }
}
