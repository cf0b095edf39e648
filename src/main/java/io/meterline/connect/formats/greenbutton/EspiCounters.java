package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.connect.formats.RegisterReads;
import io.meterline.connect.formats.greenbutton.EspiReadingType.Flow;
import java.time.Instant;

/** The counters of a file of ESPI. Those of energy received are counters of their own, also where their energy is subtracted. */
final class EspiCounters {
  private static final String RECEIVED = "/export";

  private final boolean isSubtracted;
  private final RegisterReads delivered;
  private final RegisterReads received;

  /** Passes readings to an output, or to {@code nets} where energy received is subtracted. */
  EspiCounters(FormatOptions options, ReadingOutput out, EspiNets nets) {
    this.isSubtracted = options.export() == Export.NEGATIVE;
    this.delivered = new RegisterReads(isSubtracted ? new Netted(Flow.DELIVERED, out, nets) : out, options.maxWatts());
    this.received = new RegisterReads(isSubtracted ? new Netted(Flow.RECEIVED, out, nets) : out, options.maxWatts());
  }

  /** Adds a read. */
  void add(String device, Flow flow, Instant at, long milliwattHours, Place place) {
    if (flow == Flow.RECEIVED) {
      received.add(isSubtracted ? device + RECEIVED : device, at, milliwattHours, place);
    } else {
      delivered.add(device, at, milliwattHours, place);
    }
  }

  /** Passes the readings. */
  void finish() {
    delivered.finish();
    received.finish();
  }

  /** Passes on what is said of a counter, and its readings to be netted. */
  private record Netted(Flow flow, ReadingOutput out, EspiNets nets) implements ReadingOutput {
    @Override
    public void reading(MeterReading reading, Place place) {
      var name = reading.device();
      var device = flow == Flow.RECEIVED ? name.substring(0, name.length() - RECEIVED.length()) : name;
      nets.add(reading.of(device), flow, place.line());
    }

    @Override
    public void rejected(Place place, String reason) {
      out.rejected(place, reason);
    }

    @Override
    public void leftOut(String what) {
      out.leftOut(what);
    }

    @Override
    public void unit(String unit) {
      out.unit(unit);
    }

    @Override
    public void note(String text) {
      out.note(text);
    }
  }
}
