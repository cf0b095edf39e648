package io.meterline.engine.block;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.List;

/**
 * The readings of a device that arrive in a window, with settings from the earliest reading to the end of the window.
 *
 * @param <S> the settings: the {@link io.meterline.model.settings.Timeline} of the device's own ones, or all {@link
 *     io.meterline.model.settings.InForce}
 * @param window the start of the window, epoch milliseconds UTC
 * @param readings the readings, in one or more blocks
 * @param settings the settings
 */
public record WindowReadings<S>(long window, List<PackedBlock> readings, S settings) {
  /** The start of the earliest reading, epoch milliseconds UTC. */
  public long earliest() {
    return PackedBlock.earliest(readings);
  }

  /**
   * The wire format: window, blocks, settings. Blocks and settings have their own versions.
   *
   * @param <S> the settings
   * @param settings the format of the settings
   */
  public record Format<S>(WireFormat<S> settings) implements WireFormat<WindowReadings<S>> {
    private static final PackedBlock.Format BLOCKS = new PackedBlock.Format();

    @Override
    public void write(WindowReadings<S> value, WireOutput out) {
      out.writeSigned(value.window);
      out.writeList(value.readings, BLOCKS);
      settings.write(value.settings, out);
    }

    @Override
    public WindowReadings<S> read(WireInput in) {
      return new WindowReadings<>(in.readSigned(), in.readList(BLOCKS), settings.read(in));
    }
  }
}
