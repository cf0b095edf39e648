package io.meterline.block;

import io.meterline.log.LoggedReading;
import io.meterline.log.Position;
import io.meterline.log.Reading;
import io.meterline.log.ReadingRules;
import io.meterline.log.Rejection;
import io.meterline.time.Epochs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Checks readings and sorts those that may be used into blocks, one for each device and epoch it comes upon. */
public final class BlockFormer {
  private static final int FIRST_ROOM = 64;

  private final Epochs epochs;
  private final ReadingRules rules;
  private final Consumer<Rejection> rejections;
  private final Map<String, Device> devices = new LinkedHashMap<>();

  /** The builders of a device, the one used last at hand, as readings mostly come in the order of time. */
  private static final class Device {
    private final Map<Long, BlockBuilder> builders = new LinkedHashMap<>();
    private long start = Long.MIN_VALUE;
    private long end = Long.MIN_VALUE;
    private BlockBuilder last;
  }

  /** Takes finished blocks. */
  @FunctionalInterface
  public interface Output {
    /**
     * Takes a block.
     *
     * @param epoch the start of its epoch, epoch milliseconds UTC
     */
    void block(String device, long epoch, Block block);
  }

  public BlockFormer(Epochs epochs, ReadingRules rules, Consumer<Rejection> rejections) {
    this.epochs = epochs;
    this.rules = rules;
    this.rejections = rejections;
  }

  /** Takes a reading; times in epoch milliseconds UTC. */
  public void add(
      String device, long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    var refusal = rules.refuse(at, seconds, milliwattHours, loggedAt);
    if (refusal.isPresent()) {
      var position = new Position(Instant.ofEpochMilli(loggedAt), partition, offset);
      var logged = new LoggedReading(device, new Reading(at, seconds, milliwattHours), position);
      var detail = rules.explain(refusal.get(), at, seconds, milliwattHours, loggedAt);
      rejections.accept(Rejection.of(logged, refusal.get(), detail));
      return;
    }
    var builders = devices.get(device);
    if (builders == null) {
      builders = new Device();
      devices.put(device, builders);
    }
    if (at < builders.start || at >= builders.end) {
      builders.start = epochs.startOf(at);
      builders.end = epochs.endOf(at);
      builders.last = builders.builders.computeIfAbsent(builders.start, start -> new BlockBuilder(FIRST_ROOM));
    }
    builders.last.add(at, seconds, milliwattHours, loggedAt, partition, offset);
  }

  /** Hands over the blocks formed since the last flush. */
  public void flush(Output output) {
    devices.forEach(
        (device, builders) ->
            builders.builders.forEach((epoch, builder) -> output.block(device, epoch, builder.build())));
    devices.clear();
  }
}
