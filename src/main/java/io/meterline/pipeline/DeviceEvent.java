package io.meterline.pipeline;

import io.meterline.engine.block.PackedBlock;
import io.meterline.model.settings.PackedChanges;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.function.Consumer;

/** An element on a device's key: readings, or changes of its own settings. */
public sealed interface DeviceEvent {
  /** Calls the consumer for this kind of event. */
  void take(Consumer<PackedBlock> readings, Consumer<PackedChanges> changes);

  /** Readings of a window. */
  record Readings(PackedBlock block) implements DeviceEvent {
    @Override
    public void take(Consumer<PackedBlock> readings, Consumer<PackedChanges> changes) {
      readings.accept(block);
    }
  }

  /** Changes of the device's own settings. */
  record Changes(PackedChanges packed) implements DeviceEvent {
    @Override
    public void take(Consumer<PackedBlock> readings, Consumer<PackedChanges> changes) {
      changes.accept(packed);
    }
  }

  /** The wire format: a tag, then the event. */
  final class Format implements WireFormat<DeviceEvent> {
    private static final long serialVersionUID = 1;
    private static final PackedBlock.Format BLOCKS = new PackedBlock.Format();
    private static final PackedChanges.Format PACKED = new PackedChanges.Format();
    private static final byte READINGS = 0;

    /** 1 was a single change. */
    private static final byte CHANGES = 2;

    @Override
    public void write(DeviceEvent event, WireOutput out) {
      event.take(
          block -> {
            out.writeByte(READINGS);
            BLOCKS.write(block, out);
          },
          changes -> {
            out.writeByte(CHANGES);
            PACKED.write(changes, out);
          });
    }

    @Override
    public DeviceEvent read(WireInput in) {
      var tag = in.readByte();
      return switch (tag) {
        case READINGS -> new Readings(BLOCKS.read(in));
        case CHANGES -> new Changes(PACKED.read(in));
        default -> throw new IllegalArgumentException("unknown device event tag " + tag);
      };
    }
  }
}
