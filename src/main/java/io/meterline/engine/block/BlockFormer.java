package io.meterline.engine.block;

import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.time.Arrival;
import io.meterline.model.time.Windows;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Validates readings and groups the valid ones into blocks, by device and by the window in which they arrive.
 *
 * <p>No reading of a block starts more than {@link ReadingRules#history} before the block's window. A reading that would is
 * rejected as {@link Reason#TOO_LATE}, because the state it would correct has expired. As it was logged within the allowed
 * lateness, this happens only if it arrives far later than it was logged, such as from a broker whose clock is hours behind.
 *
 * <p>Readings are collected as they come and then grouped by device, one column at a time, so that memory is accessed
 * sequentially.
 */
public final class BlockFormer {
  private static final int INITIAL_CAPACITY = 16;

  private final Windows windows;
  private final Arrival arrival;
  private final ReadingRules rules;
  private final long historyMillis;
  private final Consumer<Rejection> rejections;
  private final ReadingColumns readings = new ReadingColumns();
  private final WireOutput scratch = new WireOutput();

  /** Receives blocks. */
  @FunctionalInterface
  public interface Output {
    void block(String device, PackedBlock block);
  }

  /**
   * Forms blocks of the given windows.
   *
   * @param arrival when a reading arrives, which decides its window
   * @param rules which readings are used
   * @param rejections receives the rejection of each reading that is not used
   */
  public BlockFormer(Windows windows, Arrival arrival, ReadingRules rules, Consumer<Rejection> rejections) {
    this.windows = windows;
    this.arrival = arrival;
    this.rules = rules;
    this.historyMillis = rules.history().toMillis();
    this.rejections = rejections;
  }

  /** The columns, for adding many readings at a time. */
  public ReadingColumns readings() {
    return readings;
  }

  /** The number of the named device, valid until the next flush. */
  public int device(String name) {
    return readings.device(name);
  }

  /** Adds a reading; times in epoch milliseconds UTC. */
  public void add(int device, long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    readings.add(device, at, seconds, milliwattHours, loggedAt, partition, offset);
  }

  /** Outputs the blocks and rejections of the readings added since the last flush. */
  public void flush(Output output) {
    var byDevice = ByDevice.of(readings, this::isUsed);
    for (var device = 0; device < readings.devices(); device++) {
      if (byDevice.end(device) > byDevice.start(device)) {
        split(readings.deviceName(device), byDevice.all(), byDevice.start(device), byDevice.end(device), output);
      }
    }
    readings.clear();
  }

  private boolean isUsed(int i) {
    var at = readings.at()[i];
    var seconds = readings.seconds()[i];
    var milliwattHours = readings.milliwattHours()[i];
    var loggedAt = readings.loggedAt()[i];
    var reason = rules.check(at, seconds, milliwattHours, loggedAt);
    if (reason.isPresent()) {
      reject(i, reason.get(), rules.explain(reason.get(), at, seconds, milliwattHours, loggedAt));
      return false;
    }
    var time = arrival.timeOf(at, loggedAt);
    if (hasExpired(at, time)) {
      reject(i, Reason.TOO_LATE, explainExpired(at, time));
      return false;
    }
    return true;
  }

  /** Whether a reading starts before the history that is still kept when its window is processed. */
  private boolean hasExpired(long at, long time) {
    return time - at > historyMillis && at < keptFrom(time);
  }

  private long keptFrom(long time) {
    return windows.startOf(time) - historyMillis;
  }

  private String explainExpired(long at, long time) {
    return "starts at %s, but arrived when results were final up to %s; the state it would correct has expired and is kept from %s on: the broker's clock is far behind"
        .formatted(Instant.ofEpochMilli(at), Instant.ofEpochMilli(time), Instant.ofEpochMilli(keptFrom(time)));
  }

  private void reject(int i, Reason reason, String detail) {
    var reading = new Reading(readings.at()[i], readings.seconds()[i], readings.milliwattHours()[i]);
    var position =
        new Position(Instant.ofEpochMilli(readings.loggedAt()[i]), readings.partition()[i], readings.offset()[i]);
    var logged = new LoggedReading(readings.deviceName(readings.device()[i]), reading, position);
    rejections.accept(Rejection.of(logged, reason, detail));
  }

  /** Outputs the readings of a device, split at the ends of windows. Usually the readings are in window order. */
  private void split(String device, Block all, int start, int stop, Output output) {
    var from = start;
    var window = windows.startOf(timeOf(all, from));
    var end = windows.endOf(window);
    for (var i = from + 1; i < stop; i++) {
      var time = timeOf(all, i);
      if (time < window) {
        splitUnordered(device, all, from, stop, output);
        return;
      }
      if (time >= end) {
        output.block(device, PackedBlock.of(window, all, from, i, scratch));
        from = i;
        window = windows.startOf(time);
        end = windows.endOf(window);
      }
    }
    output.block(device, PackedBlock.of(window, all, from, stop, scratch));
  }

  private void splitUnordered(String device, Block all, int from, int to, Output output) {
    var builders = new TreeMap<Long, BlockBuilder>();
    for (var i = from; i < to; i++) {
      builders
          .computeIfAbsent(windows.startOf(timeOf(all, i)), start -> new BlockBuilder(INITIAL_CAPACITY))
          .add(all.at[i], all.seconds[i], all.milliwattHours[i], all.loggedAt[i], all.partition[i], all.offset[i]);
    }
    builders.forEach((window, builder) -> output.block(device, PackedBlock.of(window, builder.build())));
  }

  private long timeOf(Block block, int i) {
    return arrival.timeOf(block.at[i], block.loggedAt[i]);
  }
}
