package io.meterline.pipeline;

import io.meterline.block.Block;
import io.meterline.block.BlockFormat;
import io.meterline.settings.SettingsChange;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;

/** What meets on a device's key: its readings and its own settings changes. */
sealed interface DeviceEvent {
  /** Readings of an epoch. */
  record Readings(Block block) implements DeviceEvent {}

  /** A change of the device's own settings. */
  record Change(SettingsChange change) implements DeviceEvent {}

  /**
   * The bytes: a tag, then the event.
   *
   * @param changes how changes are written
   */
  record Format(WireFormat<SettingsChange> changes) implements WireFormat<DeviceEvent> {
    private static final byte READINGS = 0;
    private static final byte CHANGE = 1;

    @Override
    public void write(DeviceEvent event, WireOutput out) {
      if (event instanceof Readings readings) {
        out.writeByte(READINGS);
        new BlockFormat().write(readings.block, out);
      } else if (event instanceof Change change) {
        out.writeByte(CHANGE);
        changes.write(change.change, out);
      }
    }

    @Override
    public DeviceEvent read(WireInput in) {
      return in.readByte() == READINGS ? new Readings(new BlockFormat().read(in)) : new Change(changes.read(in));
    }
  }
}
