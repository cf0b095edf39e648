package io.meterline.engine.device;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.RowDiff;
import io.meterline.engine.analysis.RowOutput;
import io.meterline.engine.analysis.Rows;
import io.meterline.engine.block.Block;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.PackedBlocks;
import io.meterline.engine.block.SettledBlock;
import io.meterline.engine.block.SettledBlockFormat;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
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
 * Analyses the readings of a device in their order, window by window of their arrival, and corrects what it wrote when
 * readings come late.
 *
 * <p>Keeps the readings of windows that are not complete and the state of each analysis; and where readings may come late,
 * those that they may still join, with the states before them. What it writes after a window depends on the log and the
 * windows alone, so a run that is set back and goes on writes the same rows again.
 *
 * <p>Its bytes say which analyses the states are of. Going on from bytes, an analysis that they do not have begins anew, and one
 * that there is no more is let go, see {@link Output#startedEmpty}.
 *
 * <p>Where none may come late, a row is written when it can no longer change, and as it stands whenever no readings wait for
 * the window that follows. Otherwise every row is written that a window changed.
 */
public final class InOrder {
  private static final int VERSION = 3;

  private final String device;
  private final PendingByWindow<SettledBlock> pending;
  private AnalysisStates states;
  private Optional<CorrectionBuffer> buffer;
  private long keptFrom;
  private long revision;

  /** Takes what the analyses give. */
  public interface Output extends RowOutput {
    /** Takes how many rows late readings changed, deleted or added, at least one. */
    void corrected(int rows);

    void rejected(Rejection rejection);

    /**
     * Is told that an analysis begins in the middle, as the state that is gone on from does not have it, or has it in another
     * version. It knows the readings that are kept for late ones to join, and those to come; its rows are of these.
     */
    void startedEmpty(Analysis<?> analysis);
  }

  /** Nothing read yet of a device. */
  public InOrder(String device) {
    this(device, new PendingByWindow<>(), AnalysisStates.empty(device), Optional.empty(), Long.MIN_VALUE, 0);
  }

  private InOrder(
      String device,
      PendingByWindow<SettledBlock> pending,
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

  /** Takes readings of a window. */
  public void add(SettledBlock block) {
    pending.add(block.window(), block);
  }

  /**
   * The end of the first window that something waits for, be it to be let go, epoch milliseconds UTC: when all readings that
   * arrive before it are in, {@link #complete} is to be called with it. Empty if nothing waits.
   */
  public OptionalLong nextTimer(ArrivalRules arrivals) {
    var expiry =
        buffer
            .map(readings -> OptionalLong.of(arrivals.lastEndFor(readings.last())))
            .orElse(OptionalLong.empty());
    return OptionalTimes.earlier(pending.firstEnd(arrivals.windows()), expiry);
  }

  /**
   * All readings that arrive before {@code time} are in: analyses those of every window that ends by it.
   *
   * @param analyses the same list from call to call, or the states go through their bytes
   * @throws IllegalStateException if a reading starts longer before its window than the rules say
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
    buffer = buffer.map(readings -> readings.open(analyses));
    // Of a device of which nothing was analysed, none is missing.
    if (revision > 0 && !missing.isEmpty()) {
      missing.forEach(output::startedEmpty);
      catchUp(missing, output);
    }
  }

  /** Has analyses that begin anew take the readings that are kept, and write the rows of these. */
  private void catchUp(List<Analysis<?>> begun, Output output) {
    if (buffer.isEmpty()) {
      return;
    }
    revision++;
    var written = new RowDiff(revision);
    states = buffer.get().analyse(written.rows());
    states.writeOpen(written.rows());
    var views = begun.stream().map(Analysis::view).toList();
    written.emitAll(row -> views.contains(row.view()), output);
  }

  private Rows rows(Output output) {
    return new Rows(revision, output::row, output::overflowed);
  }

  /** Goes on with readings that start after all before them. */
  private void extend(List<SettledBlock> blocks, Output output) {
    var packed = packed(blocks);
    var inForce = earliest(blocks).inForce();
    var rows = rows(output);
    if (packed.isIncreasing()) {
      states.fold(packed.readings(), inForce, rows);
      return;
    }
    var block = packed.block().inOrder();
    states.fold(block.counting().readings(), inForce, rows);
    rejectSuperseded(block, output);
  }

  /** Goes on with readings, or back where one starts at or before those analysed last, and writes what is other than it was. */
  private void revise(List<SettledBlock> blocks, Output output) {
    var settled = earliest(blocks);
    var arrived = packed(blocks).block().inOrder();
    if (arrived.at(0) < keptFrom) {
      throw startsTooEarly(arrived);
    }
    var before = new RowDiff(revision);
    var after = new RowDiff(revision);
    var isLate = buffer.isPresent() && arrived.at(0) <= buffer.get().last();
    if (isLate) {
      buffer.get().analyse(before.rows()).writeOpen(before.rows());
      arrived = Block.concat(List.of(buffer.get().readings(), arrived)).inOrder();
      buffer = Optional.of(buffer.get().with(arrived, settled.inForce()));
      states = buffer.get().analyse(after.rows());
    } else {
      states.writeOpen(before.rows());
      buffer = Optional.of(followedBy(arrived, settled.inForce()));
      states.fold(arrived.counting().readings(), settled.inForce(), after.rows());
    }
    states.writeOpen(after.rows());
    rejectSuperseded(arrived, output);
    var changed = after.emitChanges(before, output);
    if (isLate && changed > 0) {
      output.corrected(changed);
    }
  }

  private CorrectionBuffer followedBy(Block arrived, InForce inForce) {
    return buffer
        .map(readings -> readings.with(Block.concat(List.of(readings.readings(), arrived)), inForce))
        .orElseGet(() -> new CorrectionBuffer(states.copy(), arrived.counting(), inForce));
  }

  private void expire(long time) {
    if (time > keptFrom) {
      keptFrom = time;
      buffer = buffer.flatMap(readings -> readings.from(time));
    }
  }

  private static PackedBlocks packed(List<SettledBlock> blocks) {
    var packed = new ArrayList<PackedBlock>();
    blocks.forEach(settled -> packed.addAll(settled.readings()));
    return new PackedBlocks(packed);
  }

  /** Of the blocks of one window, the one whose settings begin first: to its end they say the same. */
  private static SettledBlock earliest(List<SettledBlock> blocks) {
    return Collections.min(blocks, Comparator.comparingLong(block -> block.inForce().start()));
  }

  private void rejectSuperseded(Block block, Output output) {
    for (var i = 0; i < block.size(); i++) {
      if (!block.counts(i)) {
        var detail = "a later reading of this device starts at " + block.reading(i).at();
        output.rejected(Rejection.of(block.logged(device, i), Reason.SUPERSEDED, detail));
      }
    }
  }

  /** The former of blocks refuses such readings. */
  private IllegalStateException startsTooEarly(Block arrived) {
    return new IllegalStateException(
        "a reading of device %s that starts at %s came when only those from %s on were kept"
            .formatted(device, arrived.reading(0).at(), Instant.ofEpochMilli(keptFrom)));
  }

  /**
   * The bytes of the state of a device, of which the name is part. It knows no analysis, so that it reads what was written with
   * others: a runner may read state with the format that was written down beside it.
   */
  public record Format() implements WireFormat<InOrder> {
    @Override
    public void write(InOrder state, WireOutput out) {
      out.writeByte(VERSION);
      out.writeText(state.device);
      out.writeSigned(state.revision);
      out.writeSigned(state.keptFrom);
      state.pending.write(new SettledBlockFormat(), out);
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
      var pending = PendingByWindow.read(new SettledBlockFormat(), in);
      var states = AnalysisStates.read(device, in);
      var buffer = in.readFlag() ? Optional.of(CorrectionBuffer.read(device, in)) : Optional.<CorrectionBuffer>empty();
      return new InOrder(device, pending, states, buffer, keptFrom, revision);
    }
  }
}
