package io.meterline.app.launch;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.Rows;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.Settings;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/** An analytic that is not part of Meterline: lists the readings of a device above 3 kW, and counts them. */
final class HeavyUse implements Analysis<HeavyUse.State> {
  static final View VIEW =
      View.named("heavy_use")
          .key("device", Type.STRING)
          .key("at", Type.TIMESTAMP)
          .column("watts", Type.LONG)
          .column("count", Type.LONG)
          .datedBy("at");

  private static final long serialVersionUID = 1;

  private final int version;

  HeavyUse() {
    this(1);
  }

  HeavyUse(int version) {
    this.version = version;
  }

  static final class State {
    private final String device;
    private long count;

    private State(String device) {
      this.device = device;
    }
  }

  @Override
  public View view() {
    return VIEW;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public State begin(String device) {
    return new State(device);
  }

  @Override
  public State fold(State state, Readings readings, Settings settings, Rows rows) {
    for (var reading : readings) {
      if (reading.meanWatts() > 3_000) {
        state.count++;
        rows.write(VIEW.row(rows.revision(), state.device, reading.at(), reading.meanWatts(), state.count));
      }
    }
    return state;
  }

  @Override
  public void writeOpen(State state, Rows rows) {}

  @Override
  public void write(State state, WireOutput out) {
    out.writeSigned(state.count);
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    state.count = in.readSigned();
    return state;
  }
}
