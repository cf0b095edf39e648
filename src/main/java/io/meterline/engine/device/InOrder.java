package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.RowDiff;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.engine.analysis.Rows;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.PackedBlocks;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.SettingsFormats;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.OptionalTimes;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
  private static final int VERSION = 4;
  private static final WireFormat<WindowReadings<InForce>> PENDING = new WindowReadings.Format<>(new SettingsFormats.OfInForce());

  private final String device;
  private final PendingByWindow<WindowReadings<InForce>> pending;
  private AnalysisStates states;
  private Optional<CorrectionBuffer> buffer;
  private long keptFrom;
  private long revision;

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
    this(device, new PendingByWindow<>(), AnalysisStates.empty(device), Optional.empty(), Long.MIN_VALUE, 0);
  }

  private InOrder(
      String device,
      PendingByWindow<WindowReadings<InForce>> pending,
      AnalysisStates states,
      Optional<CorrectionBuffer> buffer,
      long keptFrom,
      long revision) {
    this.device = device;
    this.pending = pending;
    this.states = states;
    this.buffer = buffer;
    this.keptFrom = keptFrom;
    this.revision = revision;
  }

  /** Adds readings of a window. */
  public void add(WindowReadings<InForce> block) {
    pending.add(block.window(), block);
  }

  /**
   * When the timer must fire: the end of the first window with pending readings, or when the buffer expires, whichever is
   * earlier; epoch milliseconds UTC. Once all readings that arrive before that time have been added, call {@link #complete} with
   * it. Empty if there is neither.
   */
  public OptionalLong nextTimer(ArrivalRules arrivals) {
    var expiry =
        buffer
            .map(recent -> OptionalLong.of(arrivals.lastEndFor(recent.last())))
            .orElse(OptionalLong.empty());
    return OptionalTimes.earlier(pending.firstEnd(arrivals.windows()), expiry);
  }

  /**
   * Analyses the readings of every window that ends by {@code time}. All readings that arrive before {@code time} must have been
   * added.
   *
   * @param analyses pass the same list object on every call; otherwise the states are serialized and read again
   * @throws IllegalStateException if a reading starts more than {@link ArrivalRules#history} before its window
   */
  public void complete(long time, ArrivalRules arrivals, List<Analysis<?>> analyses, Output output) {
    var windows = arrivals.windows();
    open(analyses, output);
    while (OptionalTimes.isBy(pending.firstEnd(windows), time)) {
      var arrived = pending.pollFirst();
      revision++;
      if (arrivals.areInTime()) {
        extend(arrived.getValue(), output);
      } else {
        revise(arrived.getValue(), output);
        expire(arrivals.earliestAfter(windows.endOf(arrived.getKey())));
      }
    }
    if (arrivals.areInTime() && !OptionalTimes.isBy(pending.firstEnd(windows), time + windows.millis())) {
      states.writeOpen(rows(output));
    }
    expire(arrivals.earliestAfter(time));
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

  private Rows rows(Output output) {
    return new Rows(revision, output::row, output::overflowed);
  }

  /** Folds readings that start after all those folded before. */
  private void extend(List<WindowReadings<InForce>> blocks, Output output) {
    var packed = packed(blocks);
    var inForce = earliest(blocks).settings();
    var rows = rows(output);
    if (packed.isIncreasing()) {
      states.fold(packed.readings(), inForce, rows);
      return;
    }
    var block = packed.block().inOrder();
    states.fold(block.withoutSuperseded().readings(), inForce, rows);
    rejectSuperseded(block, output);
  }

  /** Folds readings, replaying the buffer if one of them is late, and writes the rows that changed. */
  private void revise(List<WindowReadings<InForce>> blocks, Output output) {
    var settled = earliest(blocks);
    var arrived = packed(blocks).block().inOrder();
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
      states = buffer.get().replace(arrived.withoutSuperseded(), settled.settings(), after.rows());
    } else {
      states.writeOpen(before.rows());
      var used = arrived.withoutSuperseded();
      keep(used, settled.settings());
      states.fold(used.readings(), settled.settings(), after.rows());
    }
    states.writeOpen(after.rows());
    rejectSuperseded(arrived, output);
    var changed = after.emitChanges(before, output);
    if (isLate && changed > 0) {
      output.corrected(changed);
    }
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

  private static PackedBlocks packed(List<WindowReadings<InForce>> blocks) {
    var packed = new ArrayList<PackedBlock>();
    blocks.forEach(settled -> packed.addAll(settled.readings()));
    return new PackedBlocks(packed);
  }

  /** Of the blocks of a window, the one whose settings start first. Where the settings of two of them overlap, they are equal. */
  private static WindowReadings<InForce> earliest(List<WindowReadings<InForce>> blocks) {
    return Collections.min(blocks, Comparator.comparingLong(block -> block.settings().start()));
  }

  private void rejectSuperseded(Block block, Output output) {
    for (var i = 0; i < block.size(); i++) {
      if (!block.counts(i)) {
        var detail = "a later reading of this device starts at " + block.reading(i).at();
        output.rejected(Rejection.of(block.logged(device, i), Reason.SUPERSEDED, detail));
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
      var pending = PendingByWindow.read(PENDING, in);
      var states = AnalysisStates.read(device, in);
      var buffer = in.readFlag() ? Optional.of(CorrectionBuffer.read(device, in)) : Optional.<CorrectionBuffer>empty();
      return new InOrder(device, pending, states, buffer, keptFrom, revision);
    }
  }
}
