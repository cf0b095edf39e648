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
 * The readings analysed last, which late ones may still join, and what was known before them.
 *
 * @param before the analyses before the first of the readings; not to be changed
 * @param readings in order, each of which counts
 * @param inForce the settings at them
 */
record CorrectionBuffer(AnalysisStates before, Block readings, InForce inForce) {
  private static final BlockFormat READINGS = new BlockFormat();
  private static final SettingsFormats.OfInForce SETTINGS = new SettingsFormats.OfInForce();

  /** The same, for these analyses; see {@link AnalysisStates#open}. */
  CorrectionBuffer open(List<Analysis<?>> analyses) {
    return new CorrectionBuffer(before.open(analyses), readings, inForce);
  }

  /** The analyses after the last of the readings, which write their rows. */
  AnalysisStates analyse(Rows rows) {
    var states = before.copy();
    states.fold(readings.readings(), inForce, rows);
    return states;
  }

  /** When the last reading starts, epoch milliseconds UTC. */
  long last() {
    return readings.at(readings.size() - 1);
  }

  /** Other readings in place of these, the settings at some of them learnt later. */
  CorrectionBuffer with(Block others, InForce later) {
    return new CorrectionBuffer(before, others.counting(), inForce.followedBy(later));
  }

  /** What is left without the readings that start before a time, epoch milliseconds UTC; empty if none is. */
  Optional<CorrectionBuffer> from(long time) {
    var gone = readings.readings().firstFrom(time, 0);
    if (gone == 0) {
      return Optional.of(this);
    }
    if (gone == readings.size()) {
      return Optional.empty();
    }
    var after = new CorrectionBuffer(before, readings.part(0, gone), inForce).analyse(Rows.DISCARD);
    return Optional.of(new CorrectionBuffer(after, readings.part(gone, readings.size()), inForce.from(readings.at(gone))));
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
