package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.formats.greenbutton.EspiReadingType.Flow;
import io.meterline.connect.formats.greenbutton.EspiReadingType.Values;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.log.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Converts IntervalReadings whose ReadingType and device are known to readings. */
final class EspiReadings {
  private static final long MILLIS_PER_SECOND = 1000;

  private final FormatOptions options;
  private final ReadingOutput out;
  private final EspiNets nets;
  private final EspiCounters counters;

  EspiReadings(FormatOptions options, ReadingOutput out) {
    this.options = options;
    this.out = out;
    this.nets = new EspiNets(out);
    this.counters = new EspiCounters(options, out, nets);
  }

  /** Passes the readings of an entry. */
  void pass(EspiEntry block, EspiReadingType type, String device) {
    var unit = type.unit().orElseThrow();
    out.unit(unit.toString());
    if (unit == EnergyUnit.W && type.isSampled()) {
      out.note("power that was measured in a moment is taken as the mean of its interval");
    }
    for (var i = 0; i < block.readings().size(); i++) {
      var place = block.readings().place(i);
      try {
        pass(block, i, type, device, place);
      } catch (BadRow bad) {
        out.rejected(place, bad.getMessage());
      }
    }
  }

  private void pass(EspiEntry block, int index, EspiReadingType type, String device, Place place) throws BadRow {
    var columns = block.readings();
    var value = value(columns, index, type);
    if (type.values() == Values.COUNTER) {
      var at = Instant.ofEpochSecond(columns.start(index) + columns.seconds(index));
      counters.add(device, type.flow(), at, type.unit().orElseThrow().milliwattHours(value, 0), place);
      return;
    }
    var seconds = seconds(columns.seconds(index), type);
    var energy = type.unit().orElseThrow().milliwattHours(value, seconds);
    var reading = new Reading(columns.start(index) * MILLIS_PER_SECOND, seconds, energy);
    var quality = columns.quality(index).isPresent() ? columns.quality(index) : type.defaultQuality();
    var logged = block.updated().filter(time -> time.toEpochMilli() >= reading.endMillis());
    var found =
        new MeterReading(
            device, reading, EspiReadingType.quality(quality.orElse(0)), logged, OptionalInt.empty(), OptionalLong.empty());
    if (options.export() == Export.NEGATIVE && type.flow() != Flow.NET) {
      nets.add(found, type.flow(), place.line());
    } else {
      out.reading(found, place);
    }
  }

  /** Energy received is positive. Some utilities give it as negative, beside the direction: it is received once. */
  private BigDecimal value(EspiColumns columns, int index, EspiReadingType type) {
    var value = columns.value(index).scaleByPowerOfTen(type.powerOfTen());
    if (type.flow() == Flow.RECEIVED && value.signum() < 0) {
      out.note("negative values of energy received (flowDirection 19) are taken as energy received");
      return value.negate();
    }
    return value;
  }

  private int seconds(int duration, EspiReadingType type) throws BadRow {
    if (duration > 0) {
      return duration;
    }
    if (type.intervalLength().isPresent()) {
      return type.intervalLength().getAsInt();
    }
    var missing = "has no duration, nor has its ReadingType an intervalLength; give --interval";
    return Math.toIntExact(options.interval().orElseThrow(() -> new BadRow(missing)).toSeconds());
  }

  /** Passes the readings that wait for others. */
  void finish() {
    counters.finish();
    nets.finish();
  }
}
