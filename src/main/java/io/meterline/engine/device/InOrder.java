package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.RowDiff;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.engine.analysis.Rows;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.DueTimes;
import io.meterline.model.time.LocalDay;
import io.meterline.model.time.OptionalTimes;
import io.meterline.model.view.GroupKey;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Analyses the readings of a device in order, one window of arrival after the other, and corrects rows when readings are late.
 *
 * <p>The state is the readings of windows that are not complete, the state of each analysis, and, if readings may be late, the
 * {@link CorrectionBuffer}. The rows written after a window depend only on the log and the windows, so a run that resumes from a
 * checkpoint writes the same rows again: its output is idempotent.
 *
 * <p>The serialized state names its analyses. On restore, an analysis without state starts from empty state, see {@link
 * Output#startedEmpty}, and the state of a removed analysis is dropped.
 *
 * <p>If no reading may be late, a row is written when it is final. A row that is not final is written after a window only if no
 * readings are pending in the next one. If readings may be late, every row that a window changed is written.
 */
public final class InOrder {
  private static final int VERSION = 5;
  private static final long NONE = Long.MAX_VALUE;
  private static final WireFormat<WindowReadings<InForce>> PENDING = new WindowReadings.Format<>(new SettingsFormats.OfInForce());

  private final String device;
  private final PendingByWindow<WindowReadings<InForce>> pending;
  private AnalysisStates states;
  private Optional<CorrectionBuffer> buffer;
  private long keptFrom;
  private long revision;
  /** The end of the first period with readings that no snapshot covers yet, or {@link #NONE}. */
  private long nextSnapshot;
  private Start start;

  /**
   * Whether the device starts from a snapshot.
   *
   * @param time the time of the snapshot; it has every reading that starts earlier
   */
  private record Start(Progress progress, long time) {
    static final Start EMPTY = new Start(Progress.EMPTY, Long.MIN_VALUE);

    private enum Progress {
      /** It starts without readings. */
      EMPTY,
      /** Its open rows are still to be written. */
      PENDING,
      WRITTEN
    }

    OptionalLong timer() {
      return progress == Progress.PENDING ? OptionalLong.of(time) : OptionalLong.empty();
    }

    void write(WireOutput out) {
      out.writeByte(progress.ordinal());
      if (progress != Progress.EMPTY) {
        out.writeSigned(time);
      }
    }

    static Start read(WireInput in) {
      var progress = Progress.values()[in.readByte()];
      return progress == Progress.EMPTY ? EMPTY : new Start(progress, in.readSigned());
    }
  }

  /** Receives the output of the analyses. */
  public interface Output extends RowOutput {
    /** Reports the number of rows that late readings changed, deleted or added, at least one. */
    void corrected(int rows);

    void rejected(Rejection rejection);

    /**
     * Reports that an analysis starts from empty state, because the restored state lacks it or has another version of it. It
     * folds the readings still kept for corrections and those to come; its rows cover only these.
     */
    void startedEmpty(Analysis<?> analysis);
  }

  /** The initial state of a device. */
  public InOrder(String device) {
    this(device, new PendingByWindow<>(), AnalysisStates.empty(device), Optional.empty(), Long.MIN_VALUE, 0, NONE, Start.EMPTY);
  }

  private InOrder(
      String device,
      PendingByWindow<WindowReadings<InForce>> pending,
      AnalysisStates states,
      Optional<CorrectionBuffer> buffer,
      long keptFrom,
      long revision,
      long nextSnapshot,
      Start start) {
    this.device = device;
    this.pending = pending;
    this.states = states;
    this.buffer = buffer;
    this.keptFrom = keptFrom;
    this.revision = revision;
    this.nextSnapshot = nextSnapshot;
    this.start = start;
  }

  /**
   * Starts from a snapshot. Readings that start before its time are ignored: the snapshot has them. The rows that are not final then
   * are written once.
   *
   * @throws IllegalStateException if the device has been analysed before
   */
  public void start(Snapshot snapshot) {
    if (revision > 0) {
      throw new IllegalStateException("device " + device + " was analysed before its snapshot arrived");
    }
    states = Snapshots.states(device, Optional.of(snapshot.state()));
    keptFrom = snapshot.time();
    revision = 1;
    start = new Start(Start.Progress.PENDING, snapshot.time());
  }

  /** Adds readings of a window. */
  public void add(WindowReadings<InForce> block) {
    pending.add(block.window(), block);
  }

  /**
   * When {@link #complete} must be called: at the end of the first window with pending readings, when a snapshot is due, or at the time
   * of the snapshot that it starts from, whichever is earliest; and when the buffer expires.
   */
  public DueTimes due(ArrivalRules arrivals) {
    var snapshot = nextSnapshot == NONE ? OptionalLong.empty() : OptionalLong.of(arrivals.lastEndFor(nextSnapshot - 1));
    var expiry = buffer.isPresent() ? OptionalLong.of(arrivals.expiryOf(buffer.get().last())) : OptionalLong.empty();
    return new DueTimes(pending.firstEnd(arrivals.windows()), expiry).orWindow(snapshot).orWindow(start.timer());
  }

  /**
   * Analyses the readings of every window that ends by {@code time}. All readings that arrive before {@code time} must have been
   * added.
   *
   * @param analyses pass the same list object on every call; otherwise the states are serialized and read again
   * @param snapshots when snapshots are written: rows of {@link Snapshots}, each once no reading from before its time can arrive
   * @throws IllegalStateException if a reading starts more than {@link ArrivalRules#history} before its window
   */
  public void complete(
      long time, ArrivalRules arrivals, List<Analysis<?>> analyses, SnapshotTimes snapshots, Output output) {
    var windows = arrivals.windows();
    var analysed = false;
    open(analyses, output);
    if (OptionalTimes.isBy(start.timer(), time)) {
      start = new Start(Start.Progress.WRITTEN, start.time);
      writeStart(output);
    }
    while (OptionalTimes.isBy(pending.firstEnd(windows), time)) {
      var next = pending.pollFirst();
      var arrived = new WindowFold(next.getValue());
      writeSnapshots(arrivals.earliestAfter(next.getKey()), snapshots, output);
      revision++;
      analysed = true;
      if (arrivals.areInTime()) {
        arrived.extend(states, device, rows(output), output::rejected);
        awaitSnapshot(arrived.earliest(), snapshots);
      } else {
        revise(arrived, output).ifPresent(at -> awaitSnapshot(at, snapshots));
      }
      if (!arrivals.areInTime()) {
        writeSnapshots(arrivals.earliestAfter(windows.endOf(next.getKey())), snapshots, output);
        expire(arrivals.earliestAfter(windows.endOf(next.getKey())));
      }
    }
    if (analysed && arrivals.areInTime() && !OptionalTimes.isBy(pending.firstEnd(windows), time + windows.millis())) {
      states.writeOpen(rows(output));
    }
    writeSnapshots(arrivals.earliestAfter(time), snapshots, output);
    expire(arrivals.earliestAfter(time));
  }

  /** Sets the next snapshot to the end of the period of a reading, unless an earlier one is due. */
  private void awaitSnapshot(long at, SnapshotTimes snapshots) {
    if (!snapshots.isNever()) {
      nextSnapshot = Math.min(nextSnapshot, snapshots.periods().endOf(at));
    }
  }

  /** Writes the snapshots of periods that end by a time, epoch milliseconds UTC, before which no more readings start. */
  private void writeSnapshots(long time, SnapshotTimes snapshots, Output output) {
    if (snapshots.isNever()) {
      nextSnapshot = NONE;
    }
    while (nextSnapshot <= time) {
      var due = nextSnapshot;
      output.row(Snapshots.row(device, due, buffer.map(recent -> recent.statesAt(due)).orElse(states), revision));
      nextSnapshot = NONE;
      buffer.ifPresent(recent -> recent.firstFrom(due).ifPresent(at -> awaitSnapshot(at, snapshots)));
    }
  }

  private void open(List<Analysis<?>> analyses, Output output) {
    if (states.isOpenedBy(analyses)) {
      return;
    }
    var missing = states.missing(analyses);
    states = states.open(analyses);
    buffer.ifPresent(recent -> recent.open(analyses));
    // A device without analysed readings cannot lack any state.
    if (revision > 0 && !missing.isEmpty()) {
      missing.forEach(output::startedEmpty);
      catchUp(missing, output);
    }
  }

  /** Replays the buffer for analyses that start from empty state, and writes their rows. */
  private void catchUp(List<Analysis<?>> started, Output output) {
    if (buffer.isEmpty()) {
      return;
    }
    revision++;
    var written = new RowDiff(revision);
    states = buffer.get().analyse(buffer.get().readings(), written.rows());
    states.writeOpen(written.rows());
    var views = started.stream().map(Analysis::view).toList();
    written.emitAll(row -> views.contains(row.view()), output);
  }

  /**
   * Writes the open rows of the snapshot that may still change. A row of a date that is over everywhere cannot, although it stays open
   * until the next reading: if it were written, the date would be compared again without the devices whose row is not open.
   */
  private void writeStart(Output output) {
    states.writeOpen(
        new Rows(
            revision,
            row -> {
              if (GroupKey.dateOf(row).filter(date -> LocalDay.overEverywhere(date) <= start.time).isEmpty()) {
                output.row(row);
              }
            },
            output::deleted,
            output::overflowed));
  }

  private Rows rows(Output output) {
    return Rows.to(output, revision);
  }

  /**
   * Folds readings, replaying the buffer if one of them is late, and writes the rows that changed.
   *
   * @return the start of the first of them that a snapshot does not have, epoch milliseconds UTC
   */
  private OptionalLong revise(WindowFold window, Output output) {
    var settings = window.settings();
    var all = window.inOrder();
    var known = all.readings().firstFrom(start.time, 0);
    if (known == all.size()) {
      return OptionalLong.empty();
    }
    var arrived = all.part(known, all.size());
    var earliest = OptionalLong.of(arrived.at(0));
    if (arrived.at(0) < keptFrom) {
      throw startsTooEarly(arrived);
    }
    var before = new RowDiff(revision);
    var after = new RowDiff(revision);
    var isLate = buffer.isPresent() && arrived.at(0) <= buffer.get().last();
    if (isLate) {
      var kept = buffer.get().readings();
      buffer.get().analyse(kept, before.rows()).writeOpen(before.rows());
      arrived = Block.concat(List.of(kept, arrived)).inOrder();
      states = buffer.get().replace(arrived.withoutSuperseded(), settings, after.rows());
    } else {
      states.writeOpen(before.rows());
      var used = arrived.withoutSuperseded();
      keep(used, settings);
      states.fold(used.readings(), settings, after.rows());
    }
    states.writeOpen(after.rows());
    WindowFold.rejectSuperseded(arrived, device, output::rejected);
    var changed = after.emitChanges(before, output);
    if (isLate && changed > 0) {
      output.corrected(changed);
    }
    return earliest;
  }

  /** Keeps readings that start after all those kept, to be folded next. */
  private void keep(Block readings, InForce inForce) {
    if (buffer.isPresent()) {
      buffer.get().append(readings, inForce);
    } else {
      buffer = Optional.of(CorrectionBuffer.of(states.copy(), readings, inForce));
    }
  }

  private void expire(long time) {
    if (time > keptFrom) {
      keptFrom = time;
      if (buffer.isPresent() && !buffer.get().expire(time)) {
        buffer = Optional.empty();
      }
    }
  }

  /** Cannot happen: {@link io.meterline.engine.block.BlockFormer} rejects such readings. */
  private IllegalStateException startsTooEarly(Block arrived) {
    return new IllegalStateException(
        "a reading of device %s that starts at %s arrived after its state expired; kept from %s on"
            .formatted(device, arrived.reading(0).at(), Instant.ofEpochMilli(keptFrom)));
  }

  /**
   * The wire format of the state of a device, including its name. It does not depend on the analyses, because a runner may store
   * a format with the state, and later use it to read the state in a program with other analyses.
   */
  public record Format() implements WireFormat<InOrder> {
    @Override
    public void write(InOrder state, WireOutput out) {
      out.writeByte(VERSION);
      out.writeText(state.device);
      out.writeSigned(state.revision);
      out.writeSigned(state.keptFrom);
      out.writeSigned(state.nextSnapshot);
      state.start.write(out);
      state.pending.write(PENDING, out);
      state.states.write(out);
      out.writeFlag(state.buffer.isPresent());
      state.buffer.ifPresent(buffer -> buffer.write(out));
    }

    @Override
    public InOrder read(WireInput in) {
      in.expectVersion(VERSION);
      var device = in.readText();
      var revision = in.readSigned();
      var keptFrom = in.readSigned();
      var nextSnapshot = in.readSigned();
      var start = Start.read(in);
      var pending = PendingByWindow.read(PENDING, in);
      var states = AnalysisStates.read(device, in);
      var buffer = in.readFlag() ? Optional.of(CorrectionBuffer.read(device, in)) : Optional.<CorrectionBuffer>empty();
      return new InOrder(device, pending, states, buffer, keptFrom, revision, nextSnapshot, start);
    }
  }
}
