package io.meterline.app.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What range replays need of a runner, apart from their pipelines, which are tested with it elsewhere. */
class InMemoryRunnerTest implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Duration HOUR = Duration.standardHours(1);

  /** What steps saw, which run in this process. */
  private static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  private static Pipeline pipeline() {
    var options = PipelineOptionsFactory.create();
    options.setRunner(InMemoryRunner.class);
    return Pipeline.create(options);
  }

  private static TimestampedValue<KV<String, Integer>> at(int minute, String key, int value) {
    return TimestampedValue.of(KV.of(key, value), Instant.EPOCH.plus(Duration.standardMinutes(minute)));
  }

  private static Create.TimestampedValues<KV<String, Integer>> some() {
    return Create.timestamped(at(0, "a", 1), at(59, "a", 2), at(60, "a", 3), at(0, "b", 4))
        .withCoder(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()));
  }

  private static long seen(PipelineResult result) {
    var counted =
        result.metrics().queryMetrics(MetricsFilter.builder().addNameFilter(MetricNameFilter.named("test", "seen")).build());
    return counted.getCounters().iterator().next().getAttempted();
  }

  private static final class SeenFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void see(@Element T element) {
      SEEN.add(element.toString());
      Metrics.counter("test", "seen").inc();
    }
  }

  @Test
  void groupsAreThoseOfAKeyAndWindow() {
    var pipeline = pipeline();
    pipeline
        .apply(some())
        .apply(Window.into(FixedWindows.of(HOUR)))
        .apply(Reshuffle.of())
        .apply(GroupByKey.create())
        .apply(ParDo.of(new SeenFn<>()));
    var result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(List.of("KV{a, [1, 2]}", "KV{a, [3]}", "KV{b, [4]}"), SEEN.stream().sorted().toList());
    assertEquals(3, seen(result));
  }

  @Test
  void aSideInputIsThatOfTheWindow() {
    var pipeline = pipeline();
    var input = pipeline.apply(some()).apply(Window.into(FixedWindows.of(HOUR)));
    var view = input.apply(View.asMultimap());
    input.apply(
        ParDo.of(
                new DoFn<KV<String, Integer>, Void>() {
                  private static final long serialVersionUID = 1;

                  @ProcessElement
                  public void see(ProcessContext context) {
                    Map<String, Iterable<Integer>> side = context.sideInput(view);
                    SEEN.add(context.element().getValue() + " with " + side.get("a"));
                  }
                })
            .withSideInputs(view));
    pipeline.run().waitUntilFinish();
    assertEquals(List.of("1 with [1, 2]", "2 with [1, 2]", "3 with [3]", "4 with [1, 2]"), SEEN.stream().sorted().toList());
  }

  /** Passes elements on at the end of a bundle, with how many of them it has had. */
  private static final class AtTheEndFn extends DoFn<Integer, KV<String, Integer>> {
    private static final long serialVersionUID = 1;
    private transient List<Integer> held;

    @Setup
    public void setUp() {
      SEEN.add("set up");
    }

    @StartBundle
    public void start() {
      held = new ArrayList<>();
    }

    @ProcessElement
    public void hold(@Element Integer element) {
      Metrics.counter("test", "held").inc();
      held.add(element);
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      held.forEach(one -> context.output(KV.of("all", one), Instant.EPOCH, GlobalWindow.INSTANCE));
    }

    @Teardown
    public void tearDown() {
      SEEN.add("torn down");
    }
  }

  /** Passes elements on at once; fails at one of them. */
  private static final class PassOnFn extends DoFn<Integer, Integer> {
    private static final long serialVersionUID = 1;
    private final int bad;

    PassOnFn(int bad) {
      this.bad = bad;
    }

    @ProcessElement
    public void pass(@Element Integer element, OutputReceiver<Integer> out) {
      if (element == bad) {
        throw new MeterlineException("the element is bad");
      }
      Metrics.counter("test", "passed").inc();
      out.output(element);
    }
  }

  private static Pipeline stepsThatFollowOneAnother(int bad) {
    var pipeline = pipeline();
    pipeline
        .apply(Create.of(IntStream.range(0, 1_000).boxed().toList()))
        .apply("Pass on", ParDo.of(new PassOnFn(bad)))
        .apply("Hold", ParDo.of(new AtTheEndFn()))
        .apply(Window.into(FixedWindows.of(HOUR)))
        .apply(GroupByKey.create())
        .apply(
            ParDo.of(
                new DoFn<KV<String, Iterable<Integer>>, Void>() {
                  private static final long serialVersionUID = 1;

                  @ProcessElement
                  public void see(@Element KV<String, Iterable<Integer>> element, BoundedWindow window) {
                    SEEN.add(StreamSupport.stream(element.getValue().spliterator(), false).distinct().count() + " until " + window.maxTimestamp());
                  }
                }));
    return pipeline;
  }

  @Test
  void aStepTakesAllThatTheStepBeforeOutputsAndItsBundlesEndAfterTheirLastElement() {
    stepsThatFollowOneAnother(-1).run().waitUntilFinish();
    assertEquals(List.of("1000 until 1970-01-01T00:59:59.999Z"), SEEN.stream().filter(seen -> seen.contains("until")).toList());
  }

  @Test
  void eachOfSomeStepsThatFollowOneAnotherCountsForItself() {
    var result = stepsThatFollowOneAnother(-1).run();
    result.waitUntilFinish();
    var counted = new TreeSet<String>();
    var counters = result.metrics().queryMetrics(MetricsFilter.builder().build()).getCounters();
    counters.forEach(counter -> counted.add(counter.getKey().stepName() + ": " + counter.getName().getName() + " " + counter.getAttempted()));
    assertEquals(Set.of("Hold/ParMultiDo(AtTheEnd): held 1000", "Pass on/ParMultiDo(PassOn): passed 1000"), counted);
  }

  @Test
  void aStepIsTornDownAsOftenAsItIsSetUpAlsoIfTheStepBeforeFails() {
    for (var bad : List.of(-1, 500)) {
      SEEN.clear();
      var run = stepsThatFollowOneAnother(bad).run();
      if (bad < 0) {
        run.waitUntilFinish();
      } else {
        assertThrows(PipelineExecutionException.class, run::waitUntilFinish);
      }
      assertTrue(SEEN.contains("set up"));
      assertEquals(Collections.frequency(SEEN, "set up"), Collections.frequency(SEEN, "torn down"));
    }
  }

  /** Fails at the start or at the end of its bundle, or when it is torn down, after what came before. */
  private static final class FailingFn extends DoFn<Integer, Integer> {
    private static final long serialVersionUID = 1;
    private final String when;

    FailingFn(String when) {
      this.when = when;
    }

    private void failIf(String now) {
      SEEN.add(now);
      if (now.equals(when)) {
        throw new MeterlineException("fails at " + now);
      }
    }

    @StartBundle
    public void start() {
      failIf("start");
    }

    @ProcessElement
    public void pass(@Element Integer element, OutputReceiver<Integer> out) {
      failIf("element");
      out.output(element);
    }

    @FinishBundle
    public void finish() {
      failIf("finish");
    }

    @Teardown
    public void tearDown() {
      SEEN.add("torn down");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "element", "finish"})
  void whereverAStepFailsThatFollowsOthersTheRunEndsWithItsCauseAndTheStepIsTornDown(String when) {
    var pipeline = pipeline();
    pipeline
        .apply(Create.of(IntStream.range(0, 1_000).boxed().toList()))
        .apply("Pass on", ParDo.of(new PassOnFn(-1)))
        .apply(Window.into(FixedWindows.of(HOUR)))
        .apply("Fail", ParDo.of(new FailingFn(when)));
    var failure = assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
    assertEquals("fails at " + when, failure.getCause().getMessage());
    assertTrue(SEEN.contains("torn down"), SEEN::toString);
  }

  @Test
  void aStepThatFailsEndsTheRunWithItsCause() {
    var pipeline = pipeline();
    pipeline
        .apply(some())
        .apply(
            ParDo.of(
                new DoFn<KV<String, Integer>, Void>() {
                  private static final long serialVersionUID = 1;

                  @ProcessElement
                  public void fail() {
                    throw new MeterlineException("the file cannot be read");
                  }
                }));
    var failure = assertThrows(PipelineExecutionException.class, () -> pipeline.run().waitUntilFinish());
    assertEquals("the file cannot be read", assertThrows(MeterlineException.class, () -> rethrow(failure.getCause())).getMessage());
  }

  private static void rethrow(Throwable cause) throws Throwable {
    throw cause;
  }

  /** Counts, says so, and waits. */
  private static final class WaitingFn extends DoFn<KV<String, Integer>, Void> {
    private static final long serialVersionUID = 1;
    private static final CountDownLatch COUNTED = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    @ProcessElement
    public void count() throws InterruptedException {
      Metrics.counter("test", "seen").inc();
      COUNTED.countDown();
      GO_ON.await();
    }
  }

  @Test
  void aRunSaysWhatItHasCountedSoFarAndIsDoneAtItsEnd() throws InterruptedException {
    var pipeline = pipeline();
    pipeline.apply(some()).apply(ParDo.of(new WaitingFn()));
    var result = pipeline.run();
    WaitingFn.COUNTED.await();
    assertEquals(State.RUNNING, result.getState());
    assertTrue(seen(result) >= 1);
    assertNull(result.waitUntilFinish(Duration.millis(1)));
    WaitingFn.GO_ON.countDown();
    assertEquals(State.DONE, result.waitUntilFinish());
    assertEquals(State.DONE, result.getState());
    assertEquals(4, seen(result));
  }

  /** Waits until it is interrupted. */
  private static final class EndlessFn extends DoFn<KV<String, Integer>, Void> {
    private static final long serialVersionUID = 1;
    private static final CountDownLatch STARTED = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @ProcessElement
    public void await() throws InterruptedException {
      STARTED.countDown();
      NEVER.await();
    }
  }

  @Test
  void aRunCanBeCancelled() throws InterruptedException, IOException {
    var pipeline = pipeline();
    pipeline.apply(some()).apply(ParDo.of(new EndlessFn()));
    var result = pipeline.run();
    EndlessFn.STARTED.await();
    assertEquals(State.CANCELLED, result.cancel());
    assertEquals(State.CANCELLED, result.waitUntilFinish());
  }

  /** Has a restriction, and so is splittable. */
  private static final class SplittableFn extends DoFn<KV<String, Integer>, Void> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(RestrictionTracker<OffsetRange, Long> tracker) {}

    @GetInitialRestriction
    public OffsetRange restriction() {
      return new OffsetRange(0, 1);
    }
  }

  @Test
  void aSplittableFunctionIsRefused() {
    var pipeline = pipeline();
    pipeline.apply(some()).apply(ParDo.of(new SplittableFn()));
    assertTrue(
        assertThrows(UnsupportedOperationException.class, () -> pipeline.run().waitUntilFinish())
            .getMessage()
            .contains("splittable functions"));
  }

  @Test
  void windowsThatMergeAreRefused() {
    var pipeline = pipeline();
    pipeline.apply(some()).apply(Window.into(Sessions.withGapDuration(HOUR))).apply(GroupByKey.create());
    assertTrue(assertThrows(UnsupportedOperationException.class, () -> pipeline.run().waitUntilFinish()).getMessage().contains("windows that merge"));
  }
}
