package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.time.DueTimes;
import io.meterline.model.time.Known;
import io.meterline.model.time.OptionalTimes;
import io.meterline.model.time.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
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

/**
 * When the timers of a key fire. Windows last a second. The last reading is kept for 80 seconds after its start, rounded up to tens of
 * seconds.
 */
class WindowedFnTest {
  private static final KvCoder<String, Long> READINGS = KvCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

  /** What each run completed. Static, because a runner serializes a function, so it cannot hold it itself. */
  private static final Map<Integer, Queue<String>> COMPLETED = new ConcurrentHashMap<>();

  private static final AtomicInteger RUNS = new AtomicInteger();

  private TestStream.Builder<KV<String, Long>> stream = TestStream.create(READINGS);

  @Test
  void aKeyCompletesItsWindowAndOnceSilentExpires() {
    reading(1_500);
    watermark(1_999);
    watermark(2_001);
    watermark(89_999);
    watermark(90_001);
    assertEquals(List.of("window to 2000 at 2001", "expiry to 90000 at 90001"), completed());
  }

  @Test
  void aLaterReadingHasItsOwnWindowAndPutsTheExpiryOff() {
    reading(1_500);
    watermark(2_001);
    reading(40_500);
    watermark(41_001);
    watermark(90_001);
    watermark(130_001);
    assertEquals(
        List.of("window to 2000 at 2001", "window to 41000 at 41001", "expiry to 130000 at 130001"), completed());
  }

  @Test
  void readingsThatShareAnExpiryExpireTogether() {
    reading(1_500);
    watermark(2_001);
    reading(3_500);
    watermark(4_001);
    watermark(90_001);
    assertEquals(
        List.of("window to 2000 at 2001", "window to 4000 at 4001", "expiry to 90000 at 90001"), completed());
  }

  @Test
  void ofTwoWindowsThatWaitOnlyThePassedOneIsCompleted() {
    reading(3_500);
    reading(1_500);
    watermark(2_001);
    watermark(4_001);
    watermark(90_001);
    assertEquals(
        List.of("window to 2000 at 2001", "window to 4000 at 4001", "expiry to 90000 at 90001"), completed());
  }

  @Test
  void aWindowThatEndsWithTheExpiryIsCompletedOnceAndPutsItOff() {
    reading(1_500);
    watermark(2_001);
    reading(89_500);
    watermark(90_001);
    watermark(170_001);
    assertEquals(
        List.of("window to 2000 at 2001", "window to 90000 at 90001", "expiry to 170000 at 170001"), completed());
  }

  @Test
  void aKeyThatCatchesUpCompletesAllInOrder() {
    reading(1_500);
    watermark(2_001);
    reading(95_500);
    watermark(200_000);
    assertEquals(
        List.of(
            "window to 2000 at 2001",
            "expiry to 90000 at 200000",
            "window to 96000 at 200000",
            "expiry to 180000 at 200000"),
        completed());
  }

  @Test
  void whatAVersionWithOneTimerKeptExpires() {
    keptByAVersionWithOneTimer(1_500);
    watermark(82_001);
    watermark(90_001);
    assertEquals(List.of("expiry to 90000 at 90001"), completed());
  }

  @Test
  void whatAVersionWithOneTimerKeptExpiresAfterAnotherReading() {
    keptByAVersionWithOneTimer(1_500);
    reading(3_500);
    watermark(4_001);
    watermark(90_001);
    assertEquals(List.of("window to 4000 at 4001", "expiry to 90000 at 90001"), completed());
  }

  private void reading(long at) {
    stream = stream.addElements(KV.of("m1", at));
  }

  private void keptByAVersionWithOneTimer(long at) {
    stream = stream.addElements(KV.of("m1", -at));
  }

  private void watermark(long time) {
    stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(time));
  }

  private List<String> completed() {
    var run = RUNS.incrementAndGet();
    COMPLETED.put(run, new ConcurrentLinkedQueue<>());
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=1").create());
    pipeline.apply(stream.advanceWatermarkToInfinity()).apply(ParDo.of(new LastReadingFn(run)));
    pipeline.run().waitUntilFinish();
    return List.copyOf(COMPLETED.remove(run));
  }

  /** Keeps the start of the last reading, and records what it completes and where the watermark is then. */
  private static final class LastReadingFn extends WindowedFn<KV<String, Long>, Void> {
    private static final long serialVersionUID = 1;

    private final int run;

    @StateId("waiting")
    private final StateSpec<ValueState<List<Long>>> waitingSpec = StateSpecs.value(ListCoder.of(VarLongCoder.of()));

    @StateId("last")
    private final StateSpec<ValueState<Long>> lastSpec = StateSpecs.value(VarLongCoder.of());

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
        @StateId("waiting") ValueState<List<Long>> waiting,
        @StateId("last") ValueState<Long> last,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry) {
      var key = new KeptReadings(waiting, last);
      if (reading.getValue() < 0) {
        last.write(-reading.getValue());
        await(window, last.read() + 80_000);
      } else {
        var before = key.due(rules.windows());
        key.add(reading.getValue());
        await(new Timers(window, expiry), before, key.due(rules.windows()));
      }
    }

    @OnTimer("window")
    public void complete(
        OnTimerContext context,
        @StateId("waiting") ValueState<List<Long>> waiting,
        @StateId("last") ValueState<Long> last,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry) {
      var key = new KeptReadings(waiting, last);
      var watermark = window.getCurrentRelativeTime().getMillis();
      completePassed(
          context.fireTimestamp(),
          new Timers(window, expiry),
          () -> key.due(rules.windows()),
          time -> COMPLETED.get(run).add(key.complete(time, rules.windows()) + " to " + time + " at " + watermark));
    }

    @OnTimer("expiry")
    public void expire(
        OnTimerContext context,
        @StateId("waiting") ValueState<List<Long>> waiting,
        @StateId("last") ValueState<Long> last,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry) {
      complete(context, waiting, last, window, expiry);
    }
  }

  private record KeptReadings(ValueState<List<Long>> waiting, ValueState<Long> last) {
    private List<Long> waits() {
      var stored = waiting.read();
      return stored == null ? new ArrayList<>() : new ArrayList<>(stored);
    }

    void add(long at) {
      var waits = waits();
      waits.add(at);
      waiting.write(waits.stream().sorted().toList());
    }

    DueTimes due(Windows windows) {
      var waits = waits();
      var kept = last.read();
      return new DueTimes(
          waits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(windows.endOf(waits.get(0))),
          kept == null ? OptionalLong.empty() : OptionalLong.of(new Windows(10_000).endOf(kept + 80_000)));
    }

    /** Completes the first window, or what is kept if no window ends by then. */
    String complete(long time, Windows windows) {
      var waits = waits();
      if (OptionalTimes.isBy(due(windows).window(), time)) {
        last.write(waits.remove(0));
        waiting.write(waits);
        return "window";
      }
      last.clear();
      return "expiry";
    }
  }
}
