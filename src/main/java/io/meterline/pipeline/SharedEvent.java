package io.meterline.pipeline;

import io.meterline.model.settings.SettingsChange;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.function.Consumer;

/** An input of the fold of shared settings: a requested window, or a change. */
sealed interface SharedEvent {
  /** Calls the consumer for this kind of event. */
  void take(Consumer<Wanted> wanted, Consumer<SettingsChange> change);

  /**
   * A window in which readings arrive, whose timeline is requested. Times are epoch milliseconds UTC.
   *
   * @param window the start of the window
   * @param earliest the start of the earliest of the readings
   */
  record Wanted(long window, long earliest) implements SharedEvent {
    @Override
    public void take(Consumer<Wanted> wanted, Consumer<SettingsChange> change) {
      wanted.accept(this);
    }
  }

  /** A change for everyone, a plan or a cohort. */
  record Change(SettingsChange change) implements SharedEvent {
    @Override
    public void take(Consumer<Wanted> wanted, Consumer<SettingsChange> ofChange) {
      ofChange.accept(change);
    }
  }

  /**
   * The wire format: a tag, then the event.
   *
   * @param changes the format of changes
   */
  record Format(WireFormat<SettingsChange> changes) implements WireFormat<SharedEvent> {
    private static final byte WANTED = 0;
    private static final byte CHANGE = 1;

    @Override
    public void write(SharedEvent event, WireOutput out) {
      event.take(
          wanted -> {
            out.writeByte(WANTED);
            out.writeSigned(wanted.window);
            out.writeSigned(wanted.earliest - wanted.window);
          },
          change -> {
            out.writeByte(CHANGE);
            changes.write(change, out);
          });
    }

    @Override
    public SharedEvent read(WireInput in) {
      var tag = in.readByte();
      return switch (tag) {
        case WANTED -> readWanted(in);
        case CHANGE -> new Change(changes.read(in));
        default -> throw new IllegalArgumentException("unknown shared event tag " + tag);
      };
    }

    private static Wanted readWanted(WireInput in) {
      var window = in.readSigned();
      return new Wanted(window, window + in.readSigned());
    }
  }
}
