package io.meterline.pipeline;

import io.meterline.model.view.PackedRows;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Gathers rows on a key until the window in which they are due is complete (see {@code Pace.dueAt}).
 *
 * @param <K> the type of keys
 * @param <S> the type of what a key keeps between windows
 */
abstract class RowsWhenDueFn<K, S> extends WindowedFn<KV<K, PackedRows>, PackedRows> {
  private static final long serialVersionUID = 1;

  // Rows by the time when they are due. A bag, because adding to it reads no state: what is kept may be large.
  @StateId("arrived")
  private final StateSpec<BagState<KV<Long, PackedRows>>> arrivedSpec =
      StateSpecs.bag(KvCoder.of(VarLongCoder.of(), Coders.rows()));

  // What the timer is set to, epoch milliseconds UTC.
  @StateId("next")
  private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value(VarLongCoder.of());

  @StateId("kept")
  private final StateSpec<ValueState<S>> keptSpec;

  @TimerId("due")
  private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  RowsWhenDueFn(Rules rules, Coder<S> coder) {
    super(rules);
    this.keptSpec = StateSpecs.value(coder);
  }

  /** What a key keeps at first. */
  protected abstract S nothing();

  /**
   * Adds rows to what is kept.
   *
   * @param due the end of the window in which they are due, epoch milliseconds UTC
   */
  protected abstract void add(S kept, long due, PackedRows rows);

  /**
   * Outputs what is due. All that is due by then has been added.
   *
   * @param end the end of the first window that is complete, epoch milliseconds UTC
   * @param passed the time that the watermark has passed, at least {@code end}: a key that catches up may complete some windows at once
   * @return when to complete the next window; empty if nothing need be kept
   */
  protected abstract OptionalLong complete(S kept, long end, long passed, OutputReceiver<PackedRows> out);

  @ProcessElement
  public final void process(
      @Element KV<K, PackedRows> keyed,
      @Timestamp Instant at,
      @StateId("arrived") BagState<KV<Long, PackedRows>> arrived,
      @StateId("next") ValueState<Long> next,
      @TimerId("due") Timer timer) {
    var due = rules.pace().dueAt(at.getMillis());
    arrived.add(KV.of(due, keyed.getValue()));
    var set = next.read();
    if (set == null || due < set) {
      next.write(due);
      await(timer, due);
    }
  }

  @OnTimer("due")
  public final void onDue(
      OnTimerContext context,
      @StateId("arrived") BagState<KV<Long, PackedRows>> arrived,
      @StateId("next") ValueState<Long> next,
      @StateId("kept") ValueState<S> state,
      @TimerId("due") Timer timer,
      OutputReceiver<PackedRows> out) {
    var stored = state.read();
    var kept = stored == null ? nothing() : stored;
    arrived.read().forEach(rows -> add(kept, rows.getKey(), rows.getValue()));
    arrived.clear();
    var end = context.fireTimestamp().getMillis();
    var nextEnd = complete(kept, end, Math.max(end, timer.getCurrentRelativeTime().getMillis()), out);
    if (nextEnd.isEmpty()) {
      state.clear();
      next.clear();
    } else {
      state.write(kept);
      next.write(nextEnd.getAsLong());
      await(timer, nextEnd.getAsLong());
    }
  }
}
