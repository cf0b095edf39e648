package io.meterline.engine.device;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.block.BlockBuilder;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.ChangeRules.Checked;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Row;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a device that reports every half hour and in every window replaces the reading of a day before. Its own settings and the
 * shared ones change in every window. All state is serialized between uses, and its size is measured.
 */
final class DeviceRun {
  private static final List<Analysis<?>> ANALYSES = Analyses.standard().all();
  private static final long HALF_HOUR = 1_800_000;
  private static final long DAY = 48 * HALF_HOUR;

  private final Windows windows;
  private final ArrivalRules arrivals;
  private final ChangeRules changes;
  private final OwnSettings.Format ownFormat;
  private final SharedSettings.Format sharedFormat;
  private final InOrder.Format orderFormat = new InOrder.Format();
  private final List<WindowReadings<Timeline>> paired = new ArrayList<>();
  private final List<Timeline> timelines = new ArrayList<>();

  private OwnSettings own = new OwnSettings();
  private SharedSettings shared = new SharedSettings();
  private InOrder order = new InOrder("m1");
  private Bytes bytes = new Bytes(0, 0, 0);
  private long next;
  private long offset;
  private long rows;

  /** The size of each state in bytes. */
  record Bytes(int own, int shared, int analyses) {}

  DeviceRun(ReadingRules rules, Windows windows, Instant start) {
    this.windows = windows;
    this.arrivals = new ArrivalRules(windows, rules.history());
    this.changes = new ChangeRules(rules.known());
    this.ownFormat = new OwnSettings.Format(changes);
    this.sharedFormat = new SharedSettings.Format(changes);
    this.next = windows.startOf(start.toEpochMilli());
  }

  /** When the next window starts, epoch milliseconds UTC. */
  long next() {
    return next;
  }

  Bytes bytes() {
    return bytes;
  }

  /** The number of rows written and not deleted. */
  long rows() {
    return rows;
  }

  /** Adds the readings and changes of the next window, and completes it. */
  void runNextWindow() {
    var window = next;
    next = windows.endOf(window);
    var readings = readings(window);
    own.add(readings);
    own.add(change("device:m1", "cohort", "street " + offset % 7, window + 1));
    own.add(change("device:m1", "alert.threshold.watts", "" + offset % 3_000, window + 1));
    shared.request(window, readings.earliest());
    shared.add(change("everyone", "price.micros.per.kwh", "" + 300_000 + offset % 7, window + HALF_HOUR));
    complete(next);
  }

  /** Fires all remaining timers of each state without further input. Returns the time of the last one. */
  long drain() {
    var last = next;
    for (var time = own.due(arrivals).first(); time.isPresent(); time = own.due(arrivals).first()) {
      last = Math.max(last, time.getAsLong());
      completeOwn(time.getAsLong());
    }
    for (var time = shared.due(arrivals).first(); time.isPresent(); time = shared.due(arrivals).first()) {
      last = Math.max(last, time.getAsLong());
      completeShared(time.getAsLong());
    }
    for (var time = order.due(arrivals).first(); time.isPresent(); time = order.due(arrivals).first()) {
      last = Math.max(last, time.getAsLong());
      completeOrder(time.getAsLong());
    }
    measure();
    return last;
  }

  private void complete(long time) {
    completeOwn(time);
    completeShared(time);
    while (!paired.isEmpty()) {
      var block = paired.remove(0);
      var inForce = new SharedTimeline(timelines.remove(0)).forDevice(block.settings(), block.earliest());
      order.add(new WindowReadings<>(block.window(), block.readings(), inForce));
    }
    completeOrder(time);
    measure();
  }

  private void completeOwn(long time) {
    own = throughBytes(own, ownFormat);
    own.complete(time, arrivals, ownOutput());
  }

  private void completeShared(long time) {
    shared = throughBytes(shared, sharedFormat);
    shared.complete(time, arrivals, sharedOutput());
  }

  private void completeOrder(long time) {
    order = throughBytes(order, orderFormat);
    order.complete(time, arrivals, ANALYSES, SnapshotTimes.NEVER, orderOutput());
  }

  private void measure() {
    bytes = new Bytes(size(own, ownFormat), size(shared, sharedFormat), size(order, orderFormat));
  }

  private PackedBlock readings(long window) {
    var block = new BlockBuilder(2);
    for (var at = window; at < next; at += HALF_HOUR) {
      block.add(at, 1800, energy(at), at + HALF_HOUR, 0, offset++);
    }
    if (!arrivals.areInTime()) {
      block.add(window - DAY, 1800, energy(window), window + HALF_HOUR, 0, offset++);
    }
    return PackedBlock.of(window, block.build());
  }

  private static long energy(long at) {
    var hour = at / (2 * HALF_HOUR) % 24;
    return 200_000 + hour * 50_000 + at / HALF_HOUR % 7;
  }

  private SettingsChange change(String scope, String name, String value, long at) {
    var position = new Position(Instant.ofEpochMilli(at), 0, offset++);
    var none = Optional.<String>empty();
    var logged = new LoggedChange(scope, name, "SET", value, Instant.ofEpochMilli(at), none, none, position);
    return ((Checked.Accepted) changes.check(logged)).change();
  }

  private static <T> T throughBytes(T state, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(state, out);
    return format.read(new WireInput(out.toBytes()));
  }

  private static <T> int size(T state, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(state, out);
    return out.toBytes().length;
  }

  private OwnSettings.Output ownOutput() {
    return new OwnSettings.Output() {
      @Override
      public void paired(WindowReadings<Timeline> block) {
        paired.add(block);
      }

      @Override
      public void rejected(Rejection rejection) {
        throw new AssertionError(rejection);
      }
    };
  }

  private SharedSettings.Output sharedOutput() {
    return new SharedSettings.Output() {
      @Override
      public void timeline(long window, Timeline timeline) {
        timelines.add(timeline);
      }

      @Override
      public void rejected(Rejection rejection) {
        throw new AssertionError(rejection);
      }
    };
  }

  private InOrder.Output orderOutput() {
    return new InOrder.Output() {
      @Override
      public void row(Row row) {
        rows++;
      }

      @Override
      public void deleted(Row row) {
        rows--;
      }

      @Override
      public void overflowed(Row row) {}

      @Override
      public void corrected(int corrections) {}

      @Override
      public void startedEmpty(Analysis<?> analysis) {
        throw new AssertionError(analysis.view().name());
      }

      @Override
      public void rejected(Rejection rejection) {
        // The replaced readings.
      }
    };
  }
}
