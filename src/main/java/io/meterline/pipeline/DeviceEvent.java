package io.meterline.pipeline;

import io.meterline.engine.block.PackedBlock;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.function.Consumer;

/** An element on a device's key: readings, or a change of its own settings. */
public sealed interface DeviceEvent {
  /** Calls the consumer for this kind of event. */
  void take(Consumer<PackedBlock> readings, Consumer<SettingsChange> change);

  /** Readings of a window. */
  record Readings(PackedBlock block) implements DeviceEvent {
    @Override
    public void take(Consumer<PackedBlock> readings, Consumer<SettingsChange> change) {
      readings.accept(block);
    }
  }

  /** A change of the device's own settings. */
  record Change(SettingsChange change) implements DeviceEvent {
    @Override
    public void take(Consumer<PackedBlock> readings, Consumer<SettingsChange> ofChange) {
      ofChange.accept(change);
    }
  }

  /**
   * The wire format: a tag, then the event.
   *
   * @param changes the format of changes
   */
  record Format(WireFormat<SettingsChange> changes) implements WireFormat<DeviceEvent> {
    private static final PackedBlock.Format BLOCKS = new PackedBlock.Format();
    private static final byte READINGS = 0;
    private static final byte CHANGE = 1;

    @Override
    public void write(DeviceEvent event, WireOutput out) {
      event.take(
          block -> {
            out.writeByte(READINGS);
            BLOCKS.write(block, out);
          },
          change -> {
            out.writeByte(CHANGE);
            changes.write(change, out);
          });
    }

    @Override
    public DeviceEvent read(WireInput in) {
      var tag = in.readByte();
      return switch (tag) {
        case READINGS -> new Readings(BLOCKS.read(in));
        case CHANGE -> new Change(changes.read(in));
        default -> throw new IllegalArgumentException("unknown device event tag " + tag);
      };
    }
  }
}
