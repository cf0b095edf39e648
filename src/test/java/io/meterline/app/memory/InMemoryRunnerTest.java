package io.meterline.app.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
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
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    assertEquals(List.of("KV{a, [1, 2]}", "KV{a, [3]}", "KV{b, [4]}"), SEEN.stream().sorted().toList());
    var counted =
        result.metrics().queryMetrics(MetricsFilter.builder().addNameFilter(MetricNameFilter.named("test", "seen")).build());
    assertEquals(3, counted.getCounters().iterator().next().getAttempted());
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
    pipeline.run();
    assertEquals(List.of("1 with [1, 2]", "2 with [1, 2]", "3 with [3]", "4 with [1, 2]"), SEEN.stream().sorted().toList());
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
    var failure = assertThrows(PipelineExecutionException.class, pipeline::run);
    assertEquals("the file cannot be read", assertThrows(MeterlineException.class, () -> rethrow(failure.getCause())).getMessage());
  }

  private static void rethrow(Throwable cause) throws Throwable {
    throw cause;
  }

  @Test
  void windowsThatMergeAreRefused() {
    var pipeline = pipeline();
    pipeline.apply(some()).apply(Window.into(Sessions.withGapDuration(HOUR))).apply(GroupByKey.create());
    assertTrue(assertThrows(UnsupportedOperationException.class, pipeline::run).getMessage().contains("windows that merge"));
  }
}
