package io.meterline.app.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View.CreatePCollectionView;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.construction.SplittableParDo.PrimitiveBoundedRead;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.WindowedValue;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;

/** What the steps of a pipeline have output so far. */
@SuppressWarnings({
  "unchecked", "rawtypes", // The types of elements were checked when the pipeline was built.
  "deprecation" // Beam's word for what only runners use.
})
final class Evaluation implements AutoCloseable {
  private final PipelineOptions options;
  private final MetricsContainerStepMap metrics;
  private final Map<PValue, List<WindowedValue<?>>> outputs = new HashMap<>();
  private final SideInputs sideInputs = new SideInputs();
  private final Bundles bundles = new Bundles();

  Evaluation(PipelineOptions options, MetricsContainerStepMap metrics) {
    this.options = options;
    this.metrics = metrics;
  }

  /** Evaluates a step whose inputs have been evaluated. */
  void evaluate(AppliedPTransform<?, ?, ?> step) {
    PTransform<?, ?> transform = step.getTransform();
    if (transform instanceof ParDo.MultiOutput<?, ?> parDo) {
      var results =
          new ParDoStep<>(step, parDo, options, sideInputs, metrics.getContainer(step.getFullName()))
              .run(read(InMemoryRunner.input(step)), bundles);
      step.getOutputs().forEach((tag, output) -> outputs.put(output, results.get(tag)));
    } else {
      outputs.put(InMemoryRunner.output(step), output(step, transform));
    }
  }

  private List<WindowedValue<?>> output(AppliedPTransform<?, ?, ?> step, PTransform<?, ?> transform) {
    if (transform instanceof Impulse) {
      return List.of(WindowedValues.valueInGlobalWindow(new byte[0]));
    }
    if (transform instanceof PrimitiveBoundedRead read) {
      return read(read.getSource());
    }
    if (transform instanceof Flatten.PCollections) {
      var all = new ArrayList<WindowedValue<?>>();
      step.getInputs().values().forEach(input -> all.addAll(read(input)));
      return all;
    }
    var input = read(InMemoryRunner.input(step));
    if (transform instanceof Reshuffle) {
      return input;
    }
    if (transform instanceof Window.Assign assign) {
      return assign.getWindowFn() == null ? input : assigned(assign.getWindowFn(), input);
    }
    if (transform instanceof GroupByKey) {
      return grouped((PCollection<KV<Object, Object>>) InMemoryRunner.input(step), input);
    }
    if (transform instanceof CreatePCollectionView create) {
      sideInputs.add(create.getView(), (Coder) InMemoryRunner.input(step).getCoder(), (List) input);
      return input;
    }
    throw new UnsupportedOperationException("this runner has no step " + transform + ", as " + step.getFullName());
  }

  private List<WindowedValue<?>> read(PValue output) {
    var found = outputs.get(output);
    if (found == null) {
      throw new IllegalStateException(output + " is not there");
    }
    return found;
  }

  /** Forgets an output. */
  void forget(PValue output) {
    outputs.remove(output);
  }

  private <T> List<WindowedValue<?>> read(BoundedSource<T> source) {
    var all = new ArrayList<WindowedValue<?>>();
    try (var reader = source.createReader(options)) {
      for (var isMore = reader.start(); isMore; isMore = reader.advance()) {
        all.add(WindowedValues.timestampedValueInGlobalWindow(reader.getCurrent(), reader.getCurrentTimestamp()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static List<WindowedValue<?>> assigned(WindowFn<Object, BoundedWindow> windows, List<WindowedValue<?>> input) {
    var all = new ArrayList<WindowedValue<?>>(input.size());
    for (var all1 : input) {
      for (var value : all1.explodeWindows()) {
        var window = value.getWindows().iterator().next();
        try {
          all.add(
              WindowedValues.of(
                  value.getValue(), value.getTimestamp(), windows.assignWindows(context(windows, value, window)), PaneInfo.NO_FIRING));
        } catch (Exception e) {
          throw new IllegalStateException("cannot assign windows", e);
        }
      }
    }
    return all;
  }

  private static WindowFn<Object, BoundedWindow>.AssignContext context(
      WindowFn<Object, BoundedWindow> windows, WindowedValue<?> value, BoundedWindow window) {
    return windows.new AssignContext() {
      @Override
      public Object element() {
        return value.getValue();
      }

      @Override
      public Instant timestamp() {
        return value.getTimestamp();
      }

      @Override
      public BoundedWindow window() {
        return window;
      }
    };
  }

  private static List<WindowedValue<?>> grouped(PCollection<KV<Object, Object>> input, List<WindowedValue<?>> elements) {
    var strategy = input.getWindowingStrategy();
    if (!strategy.getWindowFn().isNonMerging()) {
      throw new UnsupportedOperationException("this runner has no windows that merge, as those of " + input);
    }
    var keys = ((KvCoder<Object, Object>) input.getCoder()).getKeyCoder();
    record Group(Object key, BoundedWindow window, List<Object> values, List<Instant> times) {}
    var groups = new LinkedHashMap<Object, Group>();
    for (var element : elements) {
      var keyed = (KV<Object, Object>) element.getValue();
      var key = keys.structuralValue(keyed.getKey());
      for (var window : element.getWindows()) {
        var group =
            groups.computeIfAbsent(
                KV.of(key, window), any -> new Group(keyed.getKey(), window, new ArrayList<>(), new ArrayList<>()));
        group.values.add(keyed.getValue());
        group.times.add(strategy.getTimestampCombiner().assign(window, element.getTimestamp()));
      }
    }
    var all = new ArrayList<WindowedValue<?>>(groups.size());
    groups
        .values()
        .forEach(
            group ->
                all.add(
                    WindowedValues.of(
                        KV.of(group.key, group.values),
                        strategy.getTimestampCombiner().merge(group.window, group.times),
                        group.window,
                        PaneInfo.ON_TIME_AND_ONLY_FIRING)));
    return all;
  }

  @Override
  public void close() {
    bundles.close();
  }
}
