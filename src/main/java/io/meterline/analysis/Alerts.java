package io.meterline.analysis;

import io.meterline.log.Reading;
import io.meterline.settings.Setting;
import io.meterline.settings.Settings;
import io.meterline.view.Column.Type;
import io.meterline.view.View;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a device drew more power than its threshold for long enough.
 *
 * <p>A reading is over when its mean power is above the threshold in force at it. An alert opens when over readings, each
 * starting where the one before ended, have lasted the sustain time, and closes at the first reading that is at or below
 * the threshold less its clear percentage, or that has no threshold.
 */
public final class Alerts implements Analysis<Alerts.State> {
  public static final View VIEW =
      View.named("alerts")
          .key("device", Type.STRING)
          .key("opened_at", Type.TIMESTAMP)
          .optional("closed_at", Type.TIMESTAMP)
          .column("threshold_watts", Type.LONG)
          .column("peak_watts", Type.LONG)
          .column("milliwatt_hours", Type.LONG)
          .column("readings", Type.LONG)
          .datedBy("opened_at");

  private enum Phase {
    QUIET,
    RUNNING,
    OPEN
  }

  /** The run of over readings, or the open alert, of a device. */
  public static final class State {
    private final String device;
    private Phase phase = Phase.QUIET;
    private long start;
    private long end;
    private long seconds;
    private long threshold;
    private long peakWatts;
    private long milliwattHours;
    private long readings;

    private State(String device) {
      this.device = device;
    }

    private void start(Reading reading) {
      phase = Phase.RUNNING;
      start = reading.atMillis();
      seconds = 0;
      peakWatts = Long.MIN_VALUE;
      milliwattHours = 0;
      readings = 0;
      extend(reading);
    }

    private void extend(Reading reading) {
      end = reading.endMillis();
      seconds = Math.addExact(seconds, reading.seconds());
      peakWatts = Math.max(peakWatts, reading.meanWatts());
      milliwattHours = Math.addExact(milliwattHours, reading.milliwattHours());
      readings++;
    }

    private void writeRow(Optional<Instant> closedAt, Rows rows) {
      rows.write(
          VIEW.row(
              rows.revision(),
              device,
              Instant.ofEpochMilli(start),
              closedAt,
              threshold,
              peakWatts,
              milliwattHours,
              readings));
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
    var threshold = settings.number(Setting.ALERT_THRESHOLD);
    if (state.phase != Phase.OPEN) {
      run(state, reading, settings, threshold);
    } else if (clears(reading, threshold, settings)) {
      state.phase = Phase.QUIET;
      state.writeRow(Optional.of(reading.at()), rows);
    } else {
      state.extend(reading);
    }
    return state;
  }

  private static void run(State state, Reading reading, Settings settings, OptionalLong threshold) {
    if (threshold.isEmpty() || reading.comparePower(threshold.getAsLong(), 100) <= 0) {
      state.phase = Phase.QUIET;
      return;
    }
    if (state.phase == Phase.RUNNING && state.end == reading.atMillis()) {
      state.extend(reading);
    } else {
      state.start(reading);
    }
    if (state.seconds / 60 >= settings.numberOrDefault(Setting.ALERT_SUSTAIN)) {
      state.phase = Phase.OPEN;
      state.threshold = threshold.getAsLong();
    }
  }

  private static boolean clears(Reading reading, OptionalLong threshold, Settings settings) {
    return threshold.isEmpty()
        || reading.comparePower(threshold.getAsLong(), 100 - settings.numberOrDefault(Setting.ALERT_CLEAR)) <= 0;
  }

  @Override
  public void standing(State state, Rows rows) {
    if (state.phase == Phase.OPEN) {
      state.writeRow(Optional.empty(), rows);
    }
  }

  @Override
  public void write(State state, WireOutput out) {
    out.writeByte(state.phase.ordinal());
    out.writeSigned(state.start);
    out.writeSigned(state.end);
    out.writeSigned(state.seconds);
    out.writeSigned(state.threshold);
    out.writeSigned(state.peakWatts);
    out.writeSigned(state.milliwattHours);
    out.writeSigned(state.readings);
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    state.phase = Phase.values()[in.readByte()];
    state.start = in.readSigned();
    state.end = in.readSigned();
    state.seconds = in.readSigned();
    state.threshold = in.readSigned();
    state.peakWatts = in.readSigned();
    state.milliwattHours = in.readSigned();
    state.readings = in.readSigned();
    return state;
  }
}
