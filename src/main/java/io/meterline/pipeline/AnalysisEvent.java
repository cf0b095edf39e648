package io.meterline.pipeline;

import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.Snapshot;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.function.Consumer;

/** An element on a device's key, to be analysed: readings with every setting they need, or the snapshot to start from. */
sealed interface AnalysisEvent {
  /** Calls the consumer for this kind of event. */
  void take(Consumer<WindowReadings<InForce>> readings, Consumer<Snapshot> start);

  /** Readings of a window, with the settings in force. */
  record Readings(WindowReadings<InForce> readings) implements AnalysisEvent {
    @Override
    public void take(Consumer<WindowReadings<InForce>> ofReadings, Consumer<Snapshot> start) {
      ofReadings.accept(readings);
    }
  }

  /** What is known of the device before the first of its readings. */
  record Start(Snapshot snapshot) implements AnalysisEvent {
    @Override
    public void take(Consumer<WindowReadings<InForce>> readings, Consumer<Snapshot> start) {
      start.accept(snapshot);
    }
  }

  /** The wire format: a tag, then the event. */
  record Format() implements WireFormat<AnalysisEvent> {
    private static final WireFormat<WindowReadings<InForce>> SETTLED = new WindowReadings.Format<>(new SettingsFormats.OfInForce());
    private static final Snapshot.Format SNAPSHOTS = new Snapshot.Format();
    private static final byte READINGS = 0;
    private static final byte START = 1;

    @Override
    public void write(AnalysisEvent event, WireOutput out) {
      event.take(
          readings -> {
            out.writeByte(READINGS);
            SETTLED.write(readings, out);
          },
          snapshot -> {
            out.writeByte(START);
            SNAPSHOTS.write(snapshot, out);
          });
    }

    @Override
    public AnalysisEvent read(WireInput in) {
      var tag = in.readByte();
      return switch (tag) {
        case READINGS -> new Readings(SETTLED.read(in));
        case START -> new Start(SNAPSHOTS.read(in));
        default -> throw new IllegalArgumentException("unknown analysis event tag " + tag);
      };
    }
  }
}
