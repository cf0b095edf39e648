package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.Rows;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.BlockFormat;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.List;
import java.util.Optional;

/**
 * The recent readings of a device, kept because late ones may still be inserted among them, and the states of its analyses before
 * them.
 *
 * @param before the states before the first of the readings; must not be modified
 * @param readings in order, without superseded ones
 * @param inForce the settings in force at them
 */
record CorrectionBuffer(AnalysisStates before, Block readings, InForce inForce) {
  private static final BlockFormat READINGS = new BlockFormat();
  private static final SettingsFormats.OfInForce SETTINGS = new SettingsFormats.OfInForce();

  /** The same, opened by these analyses; see {@link AnalysisStates#open}. */
  CorrectionBuffer open(List<Analysis<?>> analyses) {
    return new CorrectionBuffer(before.open(analyses), readings, inForce);
  }

  /** Replays the readings, writes their rows, and returns the states after the last one. */
  AnalysisStates analyse(Rows rows) {
    var states = before.copy();
    states.fold(readings.readings(), inForce, rows);
    return states;
  }

  /** When the last reading starts, epoch milliseconds UTC. */
  long last() {
    return readings.at(readings.size() - 1);
  }

  /** A buffer with other readings, which must be in order, and with the settings of {@code later} from its start on. */
  CorrectionBuffer with(Block others, InForce later) {
    return new CorrectionBuffer(before, others.withoutSuperseded(), inForce.followedBy(later));
  }

  /** The buffer without the readings that start before a time, epoch milliseconds UTC; empty if none are left. */
  Optional<CorrectionBuffer> from(long time) {
    var expired = readings.readings().firstFrom(time, 0);
    if (expired == 0) {
      return Optional.of(this);
    }
    if (expired == readings.size()) {
      return Optional.empty();
    }
    var after = new CorrectionBuffer(before, readings.part(0, expired), inForce).analyse(Rows.DISCARD);
    return Optional.of(new CorrectionBuffer(after, readings.part(expired, readings.size()), inForce.from(readings.at(expired))));
  }

  void write(WireOutput out) {
    before.write(out);
    READINGS.write(readings, out);
    SETTINGS.write(inForce, out);
  }

  static CorrectionBuffer read(String device, WireInput in) {
    return new CorrectionBuffer(AnalysisStates.read(device, in), READINGS.read(in), SETTINGS.read(in));
  }
}
