package io.meterline.engine.analysis;

import io.meterline.model.log.Reading;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Settings;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.Optional;

/**
 * Alerts when a device draws more power than its threshold for long enough.
 *
 * <p>A reading exceeds its threshold if its mean power is above the threshold in force when it starts. An alert opens when
 * exceeding readings, each starting where the previous one ended, together last at least the sustain time. It closes at the
 * first reading that has no threshold, or whose mean power is at or below the threshold reduced by the clear percentage; a gap
 * between readings does not close it. If the energy overflows 64 bits, its column is null.
 */
public final class Alerts implements Analysis<Alerts.State> {
  public static final View VIEW =
      View.named("alerts")
          .key("device", Type.STRING)
          .key("opened_at", Type.TIMESTAMP)
          .optional("closed_at", Type.TIMESTAMP)
          .column("threshold_watts", Type.LONG)
          .column("peak_watts", Type.LONG)
          .optional("milliwatt_hours", Type.LONG)
          .column("readings", Type.LONG)
          .datedBy("opened_at");

  private enum Phase {
    /** The last reading, if any, does not exceed a threshold. */
    QUIET,
    /** Exceeding readings follow each other, but not yet for the sustain time. */
    RUNNING,
    /** An alert is open. */
    OPEN
  }

  /** The exceeding readings of a device that follow each other now, or its open alert. */
  public static final class State {
    private final String device;
    private Phase phase = Phase.QUIET;
    private long start;
    private long end;
    /** Used only until the alert opens. Until then it cannot overflow: the intervals are consecutive, in the supported years. */
    private long seconds;

    private long threshold;
    private long peakWatts;
    private Sum milliwattHours = new Sum();
    private long readings;

    private State(String device) {
      this.device = device;
    }

    private void start(long at) {
      phase = Phase.RUNNING;
      start = at;
      seconds = 0;
      peakWatts = Long.MIN_VALUE;
      milliwattHours.clear();
      readings = 0;
    }

    private void extend(Readings some, int i) {
      end = some.end(i);
      seconds += some.seconds(i);
      peakWatts = Math.max(peakWatts, Reading.meanWatts(some.milliwattHours(i), some.seconds(i)));
      milliwattHours.add(some.milliwattHours(i));
      readings++;
    }

    private void writeRow(Optional<Instant> closedAt, Rows rows) {
      var energy = milliwattHours.value();
      var opened = Instant.ofEpochMilli(start);
      var row = VIEW.row(rows.revision(), device, opened, closedAt, threshold, peakWatts, energy, readings);
      if (energy.isPresent()) {
        rows.write(row);
      } else {
        rows.writeOverflowed(row);
      }
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
    var threshold = settings.number(Setting.ALERT_THRESHOLD);
    for (var i = 0; i < readings.size(); ) {
      if (threshold.isEmpty()) {
        close(state, readings, i, rows);
        return state;
      }
      i = state.phase == Phase.OPEN
          ? extend(state, readings, i, threshold.getAsLong(), settings, rows)
          : run(state, readings, i, threshold.getAsLong(), settings);
    }
    return state;
  }

  /** Folds from reading {@code from} until an alert opens, and returns the index of the next reading. */
  private static int run(State state, Readings readings, int from, long threshold, Settings settings) {
    var sustain = settings.numberOrDefault(Setting.ALERT_SUSTAIN);
    var limit = new Limit(threshold, 100);
    for (var i = from; i < readings.size(); i++) {
      if (!limit.isExceeded(readings, i)) {
        state.phase = Phase.QUIET;
        continue;
      }
      if (state.phase != Phase.RUNNING || state.end != readings.at(i)) {
        state.start(readings.at(i));
      }
      state.extend(readings, i);
      if (state.seconds / 60 >= sustain) {
        state.phase = Phase.OPEN;
        state.threshold = threshold;
        return i + 1;
      }
    }
    return readings.size();
  }

  /** Folds from reading {@code from} until the open alert closes, and returns the index of the next reading. */
  private static int extend(State state, Readings readings, int from, long threshold, Settings settings, Rows rows) {
    var limit = new Limit(threshold, 100 - settings.numberOrDefault(Setting.ALERT_CLEAR));
    for (var i = from; i < readings.size(); i++) {
      if (!limit.isExceeded(readings, i)) {
        close(state, readings, i, rows);
        return i + 1;
      }
      state.extend(readings, i);
    }
    return readings.size();
  }

  /** Closes the open alert, if any, at reading {@code i}. */
  private static void close(State state, Readings readings, int i, Rows rows) {
    if (state.phase == Phase.OPEN) {
      state.writeRow(Optional.of(Instant.ofEpochMilli(readings.at(i))), rows);
    }
    state.phase = Phase.QUIET;
  }

  /** A limit on mean power, converted to energy: among readings of equal length, comparing energy is enough. */
  private static final class Limit {
    private final long watts;
    private final long percent;
    private int seconds;
    private long most;

    Limit(long watts, long percent) {
      this.watts = watts;
      this.percent = percent;
    }

    boolean isExceeded(Readings readings, int i) {
      if (readings.seconds(i) != seconds) {
        seconds = readings.seconds(i);
        most = Reading.mostWithin(watts, percent, seconds);
      }
      return readings.milliwattHours(i) > most;
    }
  }

  @Override
  public void writeOpen(State state, Rows rows) {
    if (state.phase == Phase.OPEN) {
      state.writeRow(Optional.empty(), rows);
    }
  }

  @Override
  public void write(State state, WireOutput out) {
    // Only what the phase uses, so that states that behave alike have the same bytes.
    out.writeByte(state.phase.ordinal());
    switch (state.phase) {
      case QUIET -> {}
      case RUNNING -> {
        out.writeSigned(state.end);
        out.writeSigned(state.seconds);
        writeSpan(state, out);
      }
      case OPEN -> {
        out.writeSigned(state.threshold);
        writeSpan(state, out);
      }
    }
  }

  private static void writeSpan(State state, WireOutput out) {
    out.writeSigned(state.start);
    out.writeSigned(state.peakWatts);
    state.milliwattHours.write(out);
    out.writeSigned(state.readings);
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    state.phase = Phase.values()[in.readByte()];
    switch (state.phase) {
      case QUIET -> {}
      case RUNNING -> {
        state.end = in.readSigned();
        state.seconds = in.readSigned();
        readSpan(state, in);
      }
      case OPEN -> {
        state.threshold = in.readSigned();
        readSpan(state, in);
      }
    }
    return state;
  }

  private static void readSpan(State state, WireInput in) {
    state.start = in.readSigned();
    state.peakWatts = in.readSigned();
    state.milliwattHours = Sum.read(in);
    state.readings = in.readSigned();
  }
}
