package io.meterline.analysis;

import io.meterline.log.Reading;
import io.meterline.settings.Setting;
import io.meterline.settings.Settings;
import io.meterline.time.LocalDay;
import io.meterline.time.LocalDays;
import io.meterline.view.Column.Type;
import io.meterline.view.LongList;
import io.meterline.view.View;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.OptionalLong;

/**
 * Energy and cost per device and local day. A reading belongs to the day and hour in which it starts.
 */
public final class Usage implements Analysis<Usage.State> {
  public static final View VIEW =
      View.named("usage")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .key("zone", Type.STRING)
          .column("milliwatt_hours", Type.LONG)
          .optional("cost_micros", Type.LONG)
          .column("readings", Type.LONG)
          .column("hourly", Type.LONGS)
          .column("peak_watts", Type.LONG)
          .datedBy("date");

  /** The days of a device, each in its zone, that may still change. */
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
    private final long[] hourly;
    private long milliwattHours;
    private Money cost = new Money();
    private long unpriced;
    private long readings;
    private long peakWatts = Long.MIN_VALUE;

    private Day(LocalDay day) {
      this.day = day;
      this.hourly = new long[day.hours()];
    }

    private void add(Reading reading, OptionalLong price) {
      var energy = reading.milliwattHours();
      milliwattHours = Math.addExact(milliwattHours, energy);
      var hour = day.hourOf(reading.atMillis());
      hourly[hour] = Math.addExact(hourly[hour], energy);
      if (price.isPresent()) {
        cost.add(energy, price.getAsLong());
      } else {
        unpriced++;
      }
      readings++;
      peakWatts = Math.max(peakWatts, reading.meanWatts());
    }

    private void writeRow(String device, Rows rows) {
      var micros = unpriced == 0 ? OptionalLong.of(cost.micros()) : OptionalLong.empty();
      rows.write(
          VIEW.row(
              rows.revision(),
              device,
              day.date(),
              day.zone().getId(),
              milliwattHours,
              micros,
              readings,
              LongList.of(hourly),
              peakWatts));
    }

    private void write(WireOutput out) {
      out.writeSigned(day.date().toEpochDay());
      out.writeText(day.zone().getId());
      out.writeSigned(milliwattHours);
      cost.write(out);
      out.writeSigned(unpriced);
      out.writeSigned(readings);
      out.writeSigned(peakWatts);
      for (var energy : hourly) {
        out.writeSigned(energy);
      }
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
  public State fold(State state, Reading reading, Settings settings, Rows rows) {
    state.open.close(reading.atMillis(), day -> day.writeRow(state.device, rows));
    state.day(state.days.at(reading.atMillis(), settings.timezone())).add(reading, settings.number(Setting.PRICE));
    return state;
  }

  @Override
  public void standing(State state, Rows rows) {
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
      var day = state.day(LocalDay.of(LocalDate.ofEpochDay(in.readSigned()), ZoneId.of(in.readText())));
      day.milliwattHours = in.readSigned();
      day.cost = Money.read(in);
      day.unpriced = in.readSigned();
      day.readings = in.readSigned();
      day.peakWatts = in.readSigned();
      for (var hour = 0; hour < day.hourly.length; hour++) {
        day.hourly[hour] = in.readSigned();
      }
    }
    return state;
  }
}
