package io.meterline.analysis;

import io.meterline.log.Reading;
import io.meterline.settings.Setting;
import io.meterline.settings.Settings;
import io.meterline.time.LocalDay;
import io.meterline.time.LocalDays;
import io.meterline.view.Column.Type;
import io.meterline.view.View;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The energy of a device on a date, in whatever zones, and the cohort at the date's last reading: what {@link Comparison}
 * compares. Its rows are not published.
 */
public final class DeviceDays implements Analysis<DeviceDays.State> {
  public static final View VIEW =
      View.named("device_days")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .optional("cohort", Type.STRING)
          .column("milliwatt_hours", Type.LONG)
          .datedBy("date");

  /** The dates of a device that may still change. */
  public static final class State {
    private final String device;
    private final TreeMap<LocalDate, Day> open = new TreeMap<>();
    private final LocalDays days = new LocalDays();

    private State(String device) {
      this.device = device;
    }
  }

  private record Day(long milliwattHours, Optional<String> cohort) {}

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
    while (!state.open.isEmpty() && LocalDay.overEverywhere(state.open.firstKey()) <= reading.atMillis()) {
      writeRow(state.device, state.open.pollFirstEntry(), rows);
    }
    var date = state.days.at(reading.atMillis(), settings.timezone()).date();
    var before = state.open.get(date);
    var energy = before == null ? 0 : before.milliwattHours;
    state.open.put(date, new Day(Math.addExact(energy, reading.milliwattHours()), settings.name(Setting.COHORT)));
    return state;
  }

  @Override
  public void standing(State state, Rows rows) {
    state.open.entrySet().forEach(day -> writeRow(state.device, day, rows));
  }

  private static void writeRow(String device, Map.Entry<LocalDate, Day> entry, Rows rows) {
    var day = entry.getValue();
    rows.write(VIEW.row(rows.revision(), device, entry.getKey(), day.cohort, day.milliwattHours));
  }

  @Override
  public void write(State state, WireOutput out) {
    out.writeCount(state.open.size());
    for (var entry : state.open.entrySet()) {
      out.writeSigned(entry.getKey().toEpochDay());
      out.writeSigned(entry.getValue().milliwattHours);
      out.writeOptionalText(entry.getValue().cohort);
    }
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    for (var left = in.readCount(); left > 0; left--) {
      var date = LocalDate.ofEpochDay(in.readSigned());
      var energy = in.readSigned();
      state.open.put(date, new Day(energy, in.readOptionalText()));
    }
    return state;
  }
}
