package io.meterline.block;

import io.meterline.log.LoggedReading;
import io.meterline.log.Position;
import io.meterline.log.Reading;
import io.meterline.log.ReadingRules;
import io.meterline.log.Rejection;
import io.meterline.time.Arrival;
import io.meterline.time.Epochs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Checks readings and sorts those that may be used into blocks, one for each device and epoch in which they arrive. */
public final class BlockFormer {
  private static final int FIRST_ROOM = 64;

  private final Epochs epochs;
  private final Arrival arrival;
  private final ReadingRules rules;
  private final BiConsumer<String, Rejection> rejections;
  private final Map<String, Device> devices = new LinkedHashMap<>();

  /** A device and what is being formed of it, the epoch used last at hand, as readings mostly come in order of time. */
  public static final class Device {
    private final String name;
    private final Map<Long, BlockBuilder> builders = new LinkedHashMap<>();
    private long start = Long.MIN_VALUE;
    private long end = Long.MIN_VALUE;
    private BlockBuilder last;

    private Device(String name) {
      this.name = name;
    }
  }

  /** Takes finished blocks. */
  @FunctionalInterface
  public interface Output {
    /** Takes a block. */
    void block(String device, PackedBlock block);
  }

  /**
   * Forms blocks of the given epochs.
   *
   * @param arrival in which of them a reading is taken in
   * @param rules which readings are used
   * @param rejections takes the device and rejection of each reading that is not
   */
  public BlockFormer(
      Epochs epochs, Arrival arrival, ReadingRules rules, BiConsumer<String, Rejection> rejections) {
    this.epochs = epochs;
    this.arrival = arrival;
    this.rules = rules;
    this.rejections = rejections;
  }

  /** The device of the given name, to be held on to until the next flush: it saves looking the name up. */
  public Device device(String name) {
    return devices.computeIfAbsent(name, Device::new);
  }

  /** Takes a reading; times in epoch milliseconds UTC. */
  public void add(
      Device device, long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    var refusal = rules.refuse(at, seconds, milliwattHours, loggedAt);
    if (refusal.isPresent()) {
      var position = new Position(Instant.ofEpochMilli(loggedAt), partition, offset);
      var logged = new LoggedReading(device.name, new Reading(at, seconds, milliwattHours), position);
      var detail = rules.explain(refusal.get(), at, seconds, milliwattHours, loggedAt);
      rejections.accept(device.name, Rejection.of(logged, refusal.get(), detail));
      return;
    }
    var time = arrival.timeOf(at, loggedAt);
    if (time < device.start || time >= device.end) {
      device.start = epochs.startOf(time);
      device.end = epochs.endOf(time);
      device.last = device.builders.computeIfAbsent(device.start, start -> new BlockBuilder(FIRST_ROOM));
    }
    device.last.add(at, seconds, milliwattHours, loggedAt, partition, offset);
  }

  /** Hands over the blocks formed since the last flush. */
  public void flush(Output output) {
    devices.forEach(
        (name, device) ->
            device.builders.forEach((epoch, builder) -> output.block(name, PackedBlock.of(epoch, builder.build()))));
    devices.clear();
  }
}
