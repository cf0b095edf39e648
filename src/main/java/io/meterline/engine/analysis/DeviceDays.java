package io.meterline.engine.analysis;

import io.meterline.model.log.Readings;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Settings;
import io.meterline.model.time.LocalDays;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The energy of a device on a date, over all time zones it was in, in the cohort in which it is compared: the one at the last reading of
 * the date. There is no row if its readings cover less of the local day than the settings at that reading require. This is the input of
 * {@link Comparison}; its rows are not published. If the energy overflows 64 bits, its column is null.
 *
 * <p>The cohort is part of the key: a device that changes its cohort is deleted in one, and has a row in the other.
 */
public final class DeviceDays implements Analysis<DeviceDays.State> {
  public static final View VIEW =
      View.named("device_days")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .key("cohort", Type.STRING)
          .optional("milliwatt_hours", Type.LONG)
          .column("covered_seconds", Type.LONG)
          .datedBy("date");

  /** The dates of a device that are not final. */
  public static final class State {
    private final String device;
    private final OpenDays<LocalDate, Day> open = new OpenDays<>();
    private final LocalDays days = new LocalDays();
    private Coverage coverage = new Coverage();

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
    private long coveredMillis;

    /** The seconds that must be covered, times 100. */
    private long requiredPercentSeconds;

    private Day(LocalDate date) {
      this.date = date;
    }

    /** The cohort in which the device is compared, as of the last reading. */
    private Optional<String> compared() {
      return coveredSeconds() * 100 >= requiredPercentSeconds ? cohort : Optional.empty();
    }

    private long coveredSeconds() {
      return coveredMillis / Coverage.MILLIS_PER_SECOND;
    }

    private void writeRow(String device, Rows rows) {
      compared().ifPresent(in -> rows.write(row(device, in, rows.revision())));
    }

    private Row row(String device, String in, long revision) {
      return VIEW.row(revision, device, date, in, milliwattHours.value(), coveredSeconds());
    }
  }

  @Override
  public View view() {
    return VIEW;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public State begin(String device) {
    return new State(device);
  }

  @Override
  public State fold(State state, Readings readings, Settings settings, Rows rows) {
    var percent = settings.numberOrDefault(Setting.COMPARE_LEAST);
    for (int from = 0, to; from < readings.size(); from = to) {
      var at = readings.at(from);
      var local = state.days.at(at, settings.timezone());
      var day = state.day(local.date());
      to = readings.firstFrom(state.days.until(), from + 1);
      var before = day.compared();
      day.milliwattHours.addEnergy(readings, from, to);
      day.cohort = settings.cohort();
      day.coveredMillis += state.coverage.add(readings, from, to);
      day.requiredPercentSeconds = percent * ((local.endMillis() - local.startMillis()) / Coverage.MILLIS_PER_SECOND);
      if (before.isPresent() && !before.equals(day.compared())) {
        rows.delete(day.row(state.device, before.get(), rows.revision()));
      }
      // At each last reading, so that the state does not depend on where parts of the readings begin.
      state.open.close(readings.at(to - 1), over -> over.writeRow(state.device, rows));
    }
    return state;
  }

  @Override
  public void writeOpen(State state, Rows rows) {
    state.open.forEach(day -> day.writeRow(state.device, rows));
  }

  @Override
  public void write(State state, WireOutput out) {
    state.coverage.write(out);
    out.writeCount(state.open.size());
    state.open.forEach(
        day -> {
          out.writeSigned(day.date.toEpochDay());
          day.milliwattHours.write(out);
          out.writeOptionalText(day.cohort);
          out.writeSigned(day.coveredMillis);
          out.writeSigned(day.requiredPercentSeconds);
        });
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    state.coverage = Coverage.read(in);
    for (var left = in.readCount(); left > 0; left--) {
      var day = state.day(LocalDate.ofEpochDay(in.readSigned()));
      day.milliwattHours = Sum.read(in);
      day.cohort = in.readOptionalText();
      day.coveredMillis = in.readSigned();
      day.requiredPercentSeconds = in.readSigned();
    }
    return state;
  }
}
