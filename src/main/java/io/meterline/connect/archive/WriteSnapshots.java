package io.meterline.connect.archive;

import io.meterline.engine.device.Snapshots;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Rules;
import java.util.ArrayList;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Writes the snapshots of devices into an archive. The rows of a time are written by all devices when no reading from before it can
 * arrive. They are buffered in state keyed by time and bucket, until a timer writes them as a file. Once all files of a time are
 * written, and the comparisons with the readings before it, the time is complete: a run that starts there publishes neither again.
 */
public final class WriteSnapshots extends PTransform<PCollection<PackedRows>, PDone> {
  private static final long serialVersionUID = 1;
  private static final int TIME = Snapshots.VIEW.indexOf("time");

  private final DeviceSnapshots snapshots;
  private final Rules rules;

  /** Writes the snapshots of a run with the given rules. */
  public WriteSnapshots(DeviceSnapshots snapshots, Rules rules) {
    this.snapshots = snapshots;
    this.rules = rules;
  }

  /** Uses the rows of {@link Snapshots}, and ignores others. */
  @Override
  public PDone expand(PCollection<PackedRows> rows) {
    var keys = KvCoder.of(VarLongCoder.of(), VarIntCoder.of());
    rows.apply("Snapshots", Filter.by(some -> some.isOf(Snapshots.VIEW)))
        .apply("By time", ParDo.of(new ByTimeFn()))
        .setCoder(KvCoder.of(keys, Coders.rows()))
        .apply("Write files", ParDo.of(new WriteFn(snapshots, rules)))
        .setCoder(KvCoder.of(VarIntCoder.of(), VarLongCoder.of()))
        .apply("Complete times", ParDo.of(new CompleteFn(snapshots, rules)));
    return PDone.in(rows.getPipeline());
  }

  /** When every row of a time has been written, epoch milliseconds UTC. */
  private static long dueAt(long time, Rules rules) {
    return rules.arrivals().lastEndFor(time - 1);
  }

  /** Keys each row by its time and the bucket of its device. */
  private static final class ByTimeFn extends DoFn<PackedRows, KV<KV<Long, Integer>, PackedRows>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void split(@Element PackedRows rows, OutputReceiver<KV<KV<Long, Integer>, PackedRows>> out) {
      for (var row : rows.table(Snapshots.VIEW).rows()) {
        var time = ((java.time.Instant) row.get(TIME)).toEpochMilli();
        out.output(KV.of(KV.of(time, rows.groupKey().bucket()), PackedRows.of(row)));
      }
    }
  }

  private static final class WriteFn extends DoFn<KV<KV<Long, Integer>, PackedRows>, KV<Integer, Long>> {
    private static final long serialVersionUID = 1;

    private final DeviceSnapshots snapshots;
    private final Rules rules;

    @StateId("rows")
    private final StateSpec<BagState<PackedRows>> stateSpec = StateSpecs.bag(Coders.rows());

    @TimerId("due")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    WriteFn(DeviceSnapshots snapshots, Rules rules) {
      this.snapshots = snapshots;
      this.rules = rules;
    }

    @ProcessElement
    public void take(
        @Element KV<KV<Long, Integer>, PackedRows> keyed,
        @StateId("rows") BagState<PackedRows> rows,
        @TimerId("due") Timer timer) {
      rows.add(keyed.getValue());
      var due = dueAt(keyed.getKey().getKey(), rules);
      // Holds the watermark, so that the time is not complete before the file is written.
      timer.withOutputTimestamp(Instant.ofEpochMilli(due - 1)).set(Instant.ofEpochMilli(due));
    }

    @OnTimer("due")
    public void write(
        @Key KV<Long, Integer> key, @StateId("rows") BagState<PackedRows> rows, OutputReceiver<KV<Integer, Long>> out) {
      var all = new ArrayList<Row>();
      rows.read().forEach(some -> all.addAll(some.table(Snapshots.VIEW).rows()));
      snapshots.write(key.getKey(), key.getValue(), all);
      rows.clear();
      out.output(KV.of(0, key.getKey()));
    }

    /** Unlimited, as a row may be written later than when it was due. */
    @Override
    @SuppressWarnings("deprecation") // Beam has nothing else that allows it.
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }

  /** Marks times as complete, all on one key, as this must happen in order. */
  private static final class CompleteFn extends DoFn<KV<Integer, Long>, Void> {
    private static final long serialVersionUID = 1;

    private final DeviceSnapshots snapshots;
    private final Rules rules;

    @StateId("times")
    private final StateSpec<BagState<Long>> stateSpec = StateSpecs.bag(VarLongCoder.of());

    @TimerId("complete")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    CompleteFn(DeviceSnapshots snapshots, Rules rules) {
      this.snapshots = snapshots;
      this.rules = rules;
    }

    @ProcessElement
    public void take(
        @Element KV<Integer, Long> time, @StateId("times") BagState<Long> times, @TimerId("complete") Timer timer) {
      times.add(time.getValue());
      set(timer, times.read());
    }

    @OnTimer("complete")
    public void complete(
        OnTimerContext context, @StateId("times") BagState<Long> times, @TimerId("complete") Timer timer) {
      var pending = new TreeSet<Long>();
      times.read().forEach(pending::add);
      times.clear();
      // The watermark of a run that is ended with its input passes times whose readings are still to be logged.
      var isOver = !timer.getCurrentRelativeTime().isBefore(GlobalWindow.INSTANCE.maxTimestamp());
      while (!pending.isEmpty() && rules.finalBefore(pending.first()) <= context.fireTimestamp().getMillis()) {
        var time = pending.pollFirst();
        if (!isOver) {
          snapshots.complete(time);
        }
      }
      pending.forEach(times::add);
      set(timer, pending);
    }

    private void set(Timer timer, Iterable<Long> times) {
      var first = Long.MAX_VALUE;
      for (var time : times) {
        first = Math.min(first, rules.finalBefore(time));
      }
      if (first != Long.MAX_VALUE) {
        timer.set(Instant.ofEpochMilli(first));
      }
    }

    /** Unlimited, as an output may be later than when it was due. */
    @Override
    @SuppressWarnings("deprecation") // Beam has nothing else that allows it.
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
