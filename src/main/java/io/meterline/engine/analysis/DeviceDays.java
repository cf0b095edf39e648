package io.meterline.engine.analysis;

import io.meterline.model.log.Readings;
import io.meterline.model.settings.Settings;
import io.meterline.model.time.LocalDays;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The energy of a device on a date, over all time zones it was in, and its cohort at the last reading of the date. This is the
 * input of {@link Comparison}; its rows are not published. If the energy overflows 64 bits, its column is null.
 */
public final class DeviceDays implements Analysis<DeviceDays.State> {
  public static final View VIEW =
      View.named("device_days")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .optional("cohort", Type.STRING)
          .optional("milliwatt_hours", Type.LONG)
          .datedBy("date");

  /** The dates of a device that are not final. */
  public static final class State {
    private final String device;
    private final OpenDays<LocalDate, Day> open = new OpenDays<>();
    private final LocalDays days = new LocalDays();

    private State(String device) {
      this.device = device;
    }

    private Day day(LocalDate date) {
      return open.day(date, date, () -> new Day(date));
    }
  }

  private static final class Day {
    private final LocalDate date;
    private Sum milliwattHours = new Sum();
    private Optional<String> cohort = Optional.empty();

    private Day(LocalDate date) {
      this.date = date;
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
    for (int from = 0, to; from < readings.size(); from = to) {
      var at = readings.at(from);
      state.open.close(at, day -> writeRow(state.device, day, rows));
      var day = state.day(state.days.at(at, settings.timezone()).date());
      to = readings.firstFrom(state.days.until(), from + 1);
      day.milliwattHours.addEnergy(readings, from, to);
      day.cohort = settings.cohort();
    }
    return state;
  }

  @Override
  public void writeOpen(State state, Rows rows) {
    state.open.forEach(day -> writeRow(state.device, day, rows));
  }

  private static void writeRow(String device, Day day, Rows rows) {
    rows.write(VIEW.row(rows.revision(), device, day.date, day.cohort, day.milliwattHours.value()));
  }

  @Override
  public void write(State state, WireOutput out) {
    out.writeCount(state.open.size());
    state.open.forEach(
        day -> {
          out.writeSigned(day.date.toEpochDay());
          day.milliwattHours.write(out);
          out.writeOptionalText(day.cohort);
        });
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    for (var left = in.readCount(); left > 0; left--) {
      var day = state.day(LocalDate.ofEpochDay(in.readSigned()));
      day.milliwattHours = Sum.read(in);
      day.cohort = in.readOptionalText();
    }
    return state;
  }
}
