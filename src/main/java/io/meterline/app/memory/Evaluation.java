package io.meterline.app.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
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
  private final Function<PValue, List<AppliedPTransform<?, ?, ?>>> readers;

  /**
   * Nothing is evaluated yet.
   *
   * @param readers the steps that read an output
   */
  Evaluation(
      PipelineOptions options, MetricsContainerStepMap metrics, Function<PValue, List<AppliedPTransform<?, ?, ?>>> readers) {
    this.options = options;
    this.metrics = metrics;
    this.readers = readers;
  }

  /** Whether the side inputs of a step are complete. */
  boolean hasSideInputs(AppliedPTransform<?, ?, ?> step) {
    return !(step.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo)
        || parDo.getSideInputs().values().stream().allMatch(sideInputs::contains);
  }

  /**
   * Evaluates a step whose inputs have been evaluated. Steps that alone read what it outputs, and can take it element by element, are
   * evaluated together with it.
   *
   * @return the steps that were evaluated, each before those that read its outputs
   */
  List<AppliedPTransform<?, ?, ?>> evaluate(AppliedPTransform<?, ?, ?> step) {
    var byElement = elementStep(step);
    if (byElement.isEmpty()) {
      outputs.put(InMemoryRunner.output(step), output(step, step.getTransform()));
      return List.of(step);
    }
    var input = read(InMemoryRunner.input(step));
    return byElement.get() instanceof ParDoStep<?, ?> parDo && parDo.isStateful()
        ? evaluate(parDo, parDo.byKey(input), (bundle, keys) -> keys.forEach(bundle.start(parDo.open(bundle))::key))
        : evaluate(byElement.get(), input, (bundle, some) -> some.forEach(bundle.start(byElement.get().open(bundle))::take));
  }

  private <T> List<AppliedPTransform<?, ?, ?>> evaluate(ElementStep step, List<T> input, BiConsumer<Bundle, List<T>> work) {
    // What a few elements give is shared by all processors first: a file, for example, has many events.
    var following = new LinkedHashMap<PValue, ElementStep>();
    if (bundles.areForAll(input.size())) {
      addFollowing(step.applied(), following);
    }
    var results =
        bundles.map(
            input,
            part -> {
              try (var bundle = new Bundle(following)) {
                work.accept(bundle, part);
                return bundle.finish();
              }
            });
    var all = results.get(0);
    results.stream().skip(1).forEach(more -> more.forEach((output, elements) -> all.get(output).addAll(elements)));
    outputs.putAll(all);
    return Stream.concat(Stream.of(step), following.values().stream()).<AppliedPTransform<?, ?, ?>>map(ElementStep::applied).toList();
  }

  /** Adds the steps that can take elements of a step at once, and those that can take theirs. */
  private void addFollowing(AppliedPTransform<?, ?, ?> step, Map<PValue, ElementStep> following) {
    for (var output : step.getOutputs().values()) {
      var reading = readers.apply(output);
      if (reading.size() == 1 && hasSideInputs(reading.get(0))) {
        elementStep(reading.get(0))
            .filter(reader -> !(reader instanceof ParDoStep<?, ?> parDo && parDo.isStateful()))
            .ifPresent(
                reader -> {
                  following.put(output, reader);
                  addFollowing(reader.applied(), following);
                });
      }
    }
  }

  private Optional<ElementStep> elementStep(AppliedPTransform<?, ?, ?> step) {
    PTransform<?, ?> transform = step.getTransform();
    if (transform instanceof ParDo.MultiOutput<?, ?> parDo) {
      return Optional.of(new ParDoStep<>(step, parDo, options, sideInputs, metrics.getContainer(step.getFullName())));
    }
    return transform instanceof Window.Assign assign && assign.getWindowFn() != null
        ? Optional.of(new AssignStep(step, assign.getWindowFn()))
        : Optional.empty();
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
    if (transform instanceof Reshuffle || transform instanceof Window.Assign) {
      return input; // Of these, only those that assign no windows come here.
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

  /** Whether an output is there: it has been evaluated, and not forgotten. */
  boolean has(PValue output) {
    return outputs.containsKey(output);
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
