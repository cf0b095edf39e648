package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.RowDiff;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Folds the readings of a device over a range of time twice, as the log was and as it is now, and outputs the rows that differ.
 * Both folds start from snapshots, so nothing before the range is needed. Nothing after the range can differ if the states at its
 * end are equal.
 *
 * <p>Every reading is in time, as the log is bounded: {@code known} and the allowed lateness have been applied when the readings
 * were read.
 */
public final class Amendment {
  private static final long REVISION = 1;

  private final String device;
  private final RangeStart start;
  private final List<Analysis<?>> analyses;
  private final SnapshotTimes snapshots;
  private final TreeMap<Long, List<WindowReadings<InForce>>> before = new TreeMap<>();
  private final TreeMap<Long, List<WindowReadings<InForce>>> after = new TreeMap<>();

  /** What the states at the end of a range tell about what follows. */
  public enum End {
    /** The states are equal, or the range ends with the log: no other row differs. */
    CONVERGED,
    /** The states differ, and rows after the range may: nothing was output. */
    OPEN
  }

  /**
   * A range of a device.
   *
   * @param start the states at its start, and its end
   * @param snapshots when snapshots are written, whose rows are amended, too; not {@link SnapshotTimes#NEVER}
   */
  public Amendment(String device, RangeStart start, List<Analysis<?>> analyses, SnapshotTimes snapshots) {
    this.device = device;
    this.start = start;
    this.analyses = analyses;
    this.snapshots = snapshots;
  }

  /** Adds readings of a window as the log was, with the settings in force then. */
  public void addBefore(WindowReadings<InForce> readings) {
    before.computeIfAbsent(readings.window(), window -> new ArrayList<>()).add(readings);
  }

  /** Adds readings of a window as the log is now, with the settings in force now. */
  public void addAfter(WindowReadings<InForce> readings) {
    after.computeIfAbsent(readings.window(), window -> new ArrayList<>()).add(readings);
  }

  /**
   * Folds both sides, and outputs the rows that differ: upserts and deletions. Rows of {@link Rejected} for superseded readings are
   * not compared: those of the log as it was are output as deletions, those of the log as it is as rows.
   *
   * <p>If the states at the end of the range differ, nothing is output: the range must be folded again, to the end of the log. A
   * row that is final on one side and not on the other cannot be compared yet.
   *
   * @throws IllegalStateException if a snapshot lacks one of the analyses, or has another version of it
   */
  public End fold(RowOutput out) {
    var rowsBefore = new RowDiff(REVISION);
    var rowsAfter = new RowDiff(REVISION);
    var rejectedBefore = new ArrayList<Row>();
    var rejectedAfter = new ArrayList<Row>();
    var statesBefore =
        fold(states(start.state()), before, rowsBefore, superseded -> rejectedBefore.add(Rejected.row(superseded)));
    var statesAfter = fold(states(start.state()), after, rowsAfter, superseded -> rejectedAfter.add(Rejected.row(superseded)));
    if (start.until().isPresent() && !Snapshots.bytes(statesBefore).equals(Snapshots.bytes(statesAfter))) {
      return End.OPEN;
    }
    rejectedBefore.forEach(out::deleted);
    rejectedAfter.forEach(out::row);
    rowsAfter.emitChanges(rowsBefore, out);
    return End.CONVERGED;
  }

  private AnalysisStates states(Optional<Bytes> bytes) {
    var states = Snapshots.states(device, bytes);
    if (bytes.isPresent() && !states.missing(analyses).isEmpty()) {
      throw new IllegalStateException(
          "the snapshot of device " + device + " has no state of " + states.missing(analyses).get(0).view().name()
              + " that this program can read");
    }
    return states.open(analyses);
  }

  private AnalysisStates fold(
      AnalysisStates states,
      TreeMap<Long, List<WindowReadings<InForce>>> windows,
      RowDiff rows,
      Consumer<Rejection> superseded) {
    var due = Optional.<Long>empty();
    for (var window : windows.entrySet()) {
      if (due.isPresent() && due.get() <= window.getKey()) {
        rows.rows().write(Snapshots.row(device, due.get(), states, REVISION));
      }
      new WindowFold(window.getValue()).extend(states, device, rows.rows(), superseded);
      due = Optional.of(snapshots.periods().endOf(window.getKey()));
    }
    due.ifPresent(time -> rows.rows().write(Snapshots.row(device, time, states, REVISION)));
    if (start.until().isEmpty()) {
      states.writeOpen(rows.rows());
    }
    return states;
  }
}
