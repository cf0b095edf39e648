package io.meterline.engine.analysis;

import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Settings;
import io.meterline.model.time.LocalDay;
import io.meterline.model.time.LocalDays;
import io.meterline.model.time.Zones;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Energy and cost per device and local day. A reading belongs to the day and hour in which it starts.
 *
 * <p>The cost is null if a reading has no price. If a sum overflows 64 bits, its column is null. If the sum of one hour does,
 * {@code hourly} is null as a whole.
 */
public final class Usage implements Analysis<Usage.State> {
  public static final View VIEW =
      View.named("usage")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .key("zone", Type.STRING)
          .optional("milliwatt_hours", Type.LONG)
          .optional("cost_micros", Type.LONG)
          .column("readings", Type.LONG)
          .optional("hourly", Type.LONGS)
          .column("peak_watts", Type.LONG)
          .datedBy("date");

  /** The number of readings of maximum energy whose sum still fits in a long. */
  private static final int MAX_BATCH = (int) (Long.MAX_VALUE / ReadingRules.MAX_MILLIWATT_HOURS);

  /** The days of a device that are not final, each in one time zone. */
  public static final class State {
    private final String device;
    private final OpenDays<LocalDay, Day> open = new OpenDays<>();
    private final LocalDays days = new LocalDays();

    private State(String device) {
      this.device = device;
    }

    private Day day(LocalDay day) {
      return open.day(day, day.date(), () -> new Day(day));
    }
  }

  private static final class Day {
    private final LocalDay day;
    private Sums hourly;
    private Sum milliwattHours = new Sum();
    private Money cost = new Money();
    private long unpriced;
    private long readings;
    private long peakWatts = Long.MIN_VALUE;

    private Day(LocalDay day) {
      this.day = day;
      this.hourly = new Sums(day.hours());
    }

    /** Adds readings {@code from}, inclusive, to {@code to}, exclusive: at most {@link #MAX_BATCH}, each of this day. */
    private void add(Readings some, int from, int to, OptionalLong price) {
      var hours = hourly;
      var together = 0L;
      for (var i = from; i < to; i++) {
        var energy = some.milliwattHours(i);
        together += energy;
        hours.add(day.hourOf(some.at(i)), energy);
      }
      milliwattHours.add(together);
      if (price.isPresent()) {
        cost.add(together, price.getAsLong());
      } else {
        unpriced += to - from;
      }
      readings += to - from;
      peakWatts = Math.max(peakWatts, peakWatts(some, from, to));
    }

    /** Among readings of equal length, the one with the most energy has the highest mean power. */
    private static long peakWatts(Readings some, int from, int to) {
      var peak = Long.MIN_VALUE;
      for (int start = from, end; start < to; start = end) {
        var seconds = some.seconds(start);
        var most = some.milliwattHours(start);
        for (end = start + 1; end < to && some.seconds(end) == seconds; end++) {
          most = Math.max(most, some.milliwattHours(end));
        }
        peak = Math.max(peak, Reading.meanWatts(most, seconds));
      }
      return peak;
    }

    private void writeRow(String device, Rows rows) {
      var energy = milliwattHours.value();
      var micros = unpriced == 0 ? cost.micros() : OptionalLong.empty();
      var hours = hourly.values();
      var row =
          VIEW.row(
              rows.revision(), device, day.date(), day.zone().getId(), energy, micros, readings, hours, peakWatts);
      if (energy.isPresent() && hours.isPresent() && (micros.isPresent() || unpriced > 0)) {
        rows.write(row);
      } else {
        rows.writeOverflowed(row);
      }
    }

    private void write(WireOutput out) {
      out.writeSigned(day.date().toEpochDay());
      out.writeText(day.zone().getId());
      milliwattHours.write(out);
      cost.write(out);
      out.writeSigned(unpriced);
      out.writeSigned(readings);
      out.writeSigned(peakWatts);
      hourly.write(out);
    }
  }

  @Override
  public View view() {
    return VIEW;
  }

  @Override
  public State begin(String device) {
    return new State(device);
  }

  @Override
  public State fold(State state, Readings readings, Settings settings, Rows rows) {
    var price = settings.number(Setting.PRICE);
    for (int from = 0, to; from < readings.size(); from = to) {
      var at = readings.at(from);
      state.open.close(at, day -> day.writeRow(state.device, rows));
      var day = state.day(state.days.at(at, settings.timezone()));
      to = Math.min(from + MAX_BATCH, readings.firstFrom(state.days.until(), from + 1));
      day.add(readings, from, to, price);
    }
    return state;
  }

  @Override
  public void writeOpen(State state, Rows rows) {
    state.open.forEach(day -> day.writeRow(state.device, rows));
  }

  @Override
  public void write(State state, WireOutput out) {
    out.writeCount(state.open.size());
    state.open.forEach(day -> day.write(out));
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    for (var left = in.readCount(); left > 0; left--) {
      var day = state.day(LocalDay.of(LocalDate.ofEpochDay(in.readSigned()), Zones.stored(in.readText())));
      day.milliwattHours = Sum.read(in);
      day.cost = Money.read(in);
      day.unpriced = in.readSigned();
      day.readings = in.readSigned();
      day.peakWatts = in.readSigned();
      day.hourly = Sums.read(day.day.hours(), in);
    }
    return state;
  }
}
