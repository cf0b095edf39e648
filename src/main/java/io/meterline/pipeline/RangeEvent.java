package io.meterline.pipeline;

import io.meterline.engine.device.Amendment;
import io.meterline.engine.device.RangeStart;
import io.meterline.engine.device.Snapshot;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;

/** An element on a device's key in a range replay: where the range starts, or readings of a window on one of both sides. */
sealed interface RangeEvent {
  /** Where the range of the device starts and ends. */
  record Start(RangeStart start) implements RangeEvent {}

  /** Readings as the log was, with the settings in force then. */
  record Before(AnalysisEvent readings) implements RangeEvent {}

  /** Readings as the log is now, with the settings in force now. */
  record After(AnalysisEvent readings) implements RangeEvent {}

  /** Sorts the events of a device: its start, and the readings of each side. */
  final class OfDevice {
    private final List<RangeStart> starts = new ArrayList<>();
    private final List<AnalysisEvent> before = new ArrayList<>();
    private final List<AnalysisEvent> after = new ArrayList<>();

    OfDevice(Iterable<RangeEvent> events) {
      for (var event : events) {
        if (event instanceof Start start) {
          starts.add(start.start);
        } else if (event instanceof Before readings) {
          before.add(readings.readings);
        } else if (event instanceof After readings) {
          after.add(readings.readings);
        }
      }
    }

    /** The start of the range. */
    RangeStart start(String device) {
      if (starts.size() != 1) {
        throw new IllegalStateException("device " + device + " has " + starts.size() + " starts of its range, not one");
      }
      return starts.get(0);
    }

    void addTo(Amendment amendment) {
      before.forEach(event -> event.take(amendment::addBefore, RangeEvent::notHere));
      after.forEach(event -> event.take(amendment::addAfter, RangeEvent::notHere));
    }
  }

  private static void notHere(Snapshot snapshot) {
    throw new IllegalStateException("the log of a range replay has no snapshots: a range starts as its start says");
  }

  /** The wire format: a tag, then the event. */
  record Format() implements WireFormat<RangeEvent> {
    private static final RangeStart.Format STARTS = new RangeStart.Format();
    private static final AnalysisEvent.Format READINGS = new AnalysisEvent.Format();
    private static final byte START = 0;
    private static final byte BEFORE = 1;
    private static final byte AFTER = 2;

    @Override
    public void write(RangeEvent event, WireOutput out) {
      if (event instanceof Start start) {
        out.writeByte(START);
        STARTS.write(start.start, out);
      } else if (event instanceof Before before) {
        out.writeByte(BEFORE);
        READINGS.write(before.readings, out);
      } else if (event instanceof After after) {
        out.writeByte(AFTER);
        READINGS.write(after.readings, out);
      }
    }

    @Override
    public RangeEvent read(WireInput in) {
      var tag = in.readByte();
      return switch (tag) {
        case START -> new Start(STARTS.read(in));
        case BEFORE -> new Before(READINGS.read(in));
        case AFTER -> new After(READINGS.read(in));
        default -> throw new IllegalArgumentException("unknown range event tag " + tag);
      };
    }
  }
}
