package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.Rows;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.RecentReadings;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.List;
import java.util.OptionalLong;

/**
 * The recent readings of a device, kept because late ones may still be inserted among them, and the states of its analyses before
 * them.
 */
final class CorrectionBuffer {
  private static final RecentReadings.Format READINGS = new RecentReadings.Format();
  private static final SettingsFormats.OfInForce SETTINGS = new SettingsFormats.OfInForce();

  private AnalysisStates before;
  private RecentReadings readings;
  private InForce inForce;

  private CorrectionBuffer(AnalysisStates before, RecentReadings readings, InForce inForce) {
    this.before = before;
    this.readings = readings;
    this.inForce = inForce;
  }

  /**
   * A buffer of one or more readings.
   *
   * @param before the states before the first of the readings, for the buffer alone
   * @param readings in order, without superseded ones
   * @param inForce the settings in force at them
   */
  static CorrectionBuffer of(AnalysisStates before, Block readings, InForce inForce) {
    return new CorrectionBuffer(before, RecentReadings.of(readings), inForce);
  }

  /** Opens the states by these analyses; see {@link AnalysisStates#open}. */
  void open(List<Analysis<?>> analyses) {
    before = before.open(analyses);
  }

  /** The readings, in order, without superseded ones. */
  Block readings() {
    return readings.all();
  }

  /**
   * Replays the readings, writes their rows, and returns the states after the last one.
   *
   * @param all the {@link #readings}, which cost time to decode
   */
  AnalysisStates analyse(Block all, Rows rows) {
    var states = before.copy();
    states.fold(all.readings(), inForce, rows);
    return states;
  }

  /** The states after the readings that start before a time, epoch milliseconds UTC. */
  AnalysisStates statesAt(long time) {
    var states = before.copy();
    var kept = readings.all().readings();
    var count = kept.firstFrom(time, 0);
    if (count > 0) {
      states.fold(kept.part(0, count), inForce, Rows.DISCARD);
    }
    return states;
  }

  /** When the first reading at or after a time starts, if there is one; both in epoch milliseconds UTC. */
  OptionalLong firstFrom(long time) {
    var kept = readings.all().readings();
    var first = kept.firstFrom(time, 0);
    return first < kept.size() ? OptionalLong.of(kept.at(first)) : OptionalLong.empty();
  }

  /** When the last reading starts, epoch milliseconds UTC. */
  long last() {
    return readings.last();
  }

  /** Appends readings in order, without superseded ones, that start after {@link #last}; the settings of {@code later} from its start on. */
  void append(Block more, InForce later) {
    readings.append(more);
    inForce = inForce.followedBy(later);
  }

  /** Replaces the readings, and the settings by those of {@code later} from its start on; returns the states after the last reading. */
  AnalysisStates replace(Block all, InForce later, Rows rows) {
    readings = RecentReadings.of(all);
    inForce = inForce.followedBy(later);
    return analyse(all, rows);
  }

  /**
   * Removes readings that start before a time, epoch milliseconds UTC, and folds them into the states before the others. A few of them may
   * stay while later ones do, see {@link RecentReadings#removeBefore}. Returns whether readings are left.
   */
  boolean expire(long time) {
    readings
        .removeBefore(time)
        .ifPresent(
            removed -> {
              if (!readings.isEmpty()) {
                before.fold(removed, inForce, Rows.DISCARD);
                inForce = inForce.from(removed.at(removed.size() - 1) + 1);
              }
            });
    return !readings.isEmpty();
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
