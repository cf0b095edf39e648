package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.time.DueTimes;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** With windows of a second, and what is kept of a reading at t dropped at t + 80 s, rounded up to the next ten. */
class WindowedFnTest {
  /** What each run completed. Static, because a runner serializes a function, so it cannot hold it itself. */
  private static final Map<Integer, Queue<String>> COMPLETED = new ConcurrentHashMap<>();

  private static final AtomicInteger RUNS = new AtomicInteger();

  @Test
  void aKeyCompletesItsWindowsAndOnceSilentExpires() {
    expect(
        readings(1_500)
            .advanceWatermarkTo(Instant.ofEpochMilli(1_999))
            .advanceWatermarkTo(Instant.ofEpochMilli(2_001))
            .advanceWatermarkTo(Instant.ofEpochMilli(89_999))
            .advanceWatermarkTo(Instant.ofEpochMilli(90_001)),
        "output of 2000 at 2001",
        "expiry of 90000 at 90001");
  }

  @Test
  void aReadingAfterAWindowIsCompletedWithItsOwnWindowAndPutsTheExpiryOff() {
    expect(
        readings(1_500)
            .advanceWatermarkTo(Instant.ofEpochMilli(2_001))
            .addElements(KV.of("m1", 40_500L))
            .advanceWatermarkTo(Instant.ofEpochMilli(41_001))
            .advanceWatermarkTo(Instant.ofEpochMilli(90_001))
            .advanceWatermarkTo(Instant.ofEpochMilli(130_001)),
        "output of 2000 at 2001",
        "output of 41000 at 41001",
        "expiry of 130000 at 130001");
  }

  @Test
  void aReadingOfTheSameExpiryLeavesItAsItIs() {
    expect(
        readings(1_500)
            .advanceWatermarkTo(Instant.ofEpochMilli(2_001))
            .addElements(KV.of("m1", 3_500L))
            .advanceWatermarkTo(Instant.ofEpochMilli(4_001))
            .advanceWatermarkTo(Instant.ofEpochMilli(90_001)),
        "output of 2000 at 2001",
        "output of 4000 at 4001",
        "expiry of 90000 at 90001");
  }

  @Test
  void aKeyThatCatchesUpCompletesAllInOrder() {
    expect(
        readings(1_500)
            .advanceWatermarkTo(Instant.ofEpochMilli(2_001))
            .addElements(KV.of("m1", 95_500L))
            .advanceWatermarkTo(Instant.ofEpochMilli(200_000)),
        "output of 2000 at 2001",
        "expiry of 90000 at 200000",
        "output of 96000 at 200000",
        "expiry of 180000 at 200000");
  }

  private static TestStream.Builder<KV<String, Long>> readings(long first) {
    return TestStream.create(KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of())).addElements(KV.of("m1", first));
  }

  private static void expect(TestStream.Builder<KV<String, Long>> readings, String... completed) {
    var run = RUNS.incrementAndGet();
    COMPLETED.put(run, new ConcurrentLinkedQueue<>());
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=1").create());
    pipeline.apply(readings.advanceWatermarkToInfinity()).apply(ParDo.of(new LastReadingFn(run)));
    pipeline.run().waitUntilFinish();
    assertEquals(List.of(completed), List.copyOf(COMPLETED.remove(run)));
  }

  /** Keeps the start of the last reading, and records what it completes and where the watermark is then. */
  private static final class LastReadingFn extends WindowedFn<KV<String, Long>, String> {
    private static final long serialVersionUID = 1;

    private final int run;

    @StateId("last")
    private final StateSpec<ValueState<Long>> lastSpec = StateSpecs.value(VarLongCoder.of());

    @StateId("waits")
    private final StateSpec<ValueState<Long>> waitsSpec = StateSpecs.value(VarLongCoder.of());

    @TimerId("window")
    private final TimerSpec windowSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("expiry")
    private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    LastReadingFn(int run) {
      super(new Rules(Known.THEN, Duration.ZERO, Windows.of(Duration.ofSeconds(1))));
      this.run = run;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Long> reading,
        @StateId("last") ValueState<Long> last,
        @StateId("waits") ValueState<Long> waits,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry) {
      var before = due(last, waits);
      waits.write(reading.getValue());
      await(new Timers(window, expiry), before, due(last, waits));
    }

    @OnTimer("window")
    public void onWindow(
        OnTimerContext context,
        @StateId("last") ValueState<Long> last,
        @StateId("waits") ValueState<Long> waits,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry) {
      complete(context, last, waits, new Timers(window, expiry));
    }

    @OnTimer("expiry")
    public void onExpiry(
        OnTimerContext context,
        @StateId("last") ValueState<Long> last,
        @StateId("waits") ValueState<Long> waits,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry) {
      complete(context, last, waits, new Timers(window, expiry));
    }

    private void complete(OnTimerContext context, ValueState<Long> last, ValueState<Long> waits, Timers timers) {
      var watermark = timers.window().getCurrentRelativeTime().getMillis();
      completePassed(
          context.fireTimestamp(),
          timers,
          () -> due(last, waits),
          time -> {
            if (waits.read() != null && due(last, waits).output().getAsLong() == time) {
              last.write(waits.read());
              waits.clear();
              COMPLETED.get(run).add("output of " + time + " at " + watermark);
            } else {
              last.clear();
              COMPLETED.get(run).add("expiry of " + time + " at " + watermark);
            }
          });
    }

    private DueTimes due(ValueState<Long> last, ValueState<Long> waits) {
      return new DueTimes(
          waits.read() == null ? OptionalLong.empty() : OptionalLong.of(rules.windows().endOf(waits.read())),
          last.read() == null ? OptionalLong.empty() : OptionalLong.of(Math.floorDiv(last.read() + 89_999, 10_000L) * 10_000));
    }
  }
}
