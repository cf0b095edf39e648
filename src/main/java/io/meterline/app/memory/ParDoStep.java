package io.meterline.app.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.runners.core.DoFnRunner;
import org.apache.beam.runners.core.DoFnRunners;
import org.apache.beam.runners.core.InMemoryStateInternals;
import org.apache.beam.runners.core.InMemoryTimerInternals;
import org.apache.beam.runners.core.StateInternals;
import org.apache.beam.runners.core.StateNamespaces.WindowNamespace;
import org.apache.beam.runners.core.StepContext;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.runners.core.metrics.MetricsContainerImpl;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.transforms.DoFnSchemaInformation;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.util.UserCodeException;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;

/** Applies a function to the elements of a step, in bundles. */
final class ParDoStep<I, O> {
  private final AppliedPTransform<?, ?, ?> step;
  private final ParDo.MultiOutput<I, O> parDo;
  private final PipelineOptions options;
  private final SideInputs sideInputs;
  private final MetricsContainerImpl metrics;
  private final PCollection<I> input;

  @SuppressWarnings("unchecked") // The types of elements were checked when the pipeline was built.
  ParDoStep(
      AppliedPTransform<?, ?, ?> step,
      ParDo.MultiOutput<I, O> parDo,
      PipelineOptions options,
      SideInputs sideInputs,
      MetricsContainerImpl metrics) {
    if (DoFnSignatures.isSplittable(parDo.getFn())) {
      throw new UnsupportedOperationException("this runner has no splittable functions, as " + step.getFullName());
    }
    this.step = step;
    this.parDo = parDo;
    this.options = options;
    this.sideInputs = sideInputs;
    this.metrics = metrics;
    this.input = (PCollection<I>) InMemoryRunner.input(step);
  }

  /** The elements of each output. */
  Map<TupleTag<?>, List<WindowedValue<?>>> run(List<WindowedValue<?>> elements, Bundles bundles) {
    var isStateful = DoFnSignatures.isStateful(parDo.getFn());
    var outputs =
        isStateful
            ? bundles.map(List.copyOf(byKey(elements).values()), keys -> bundle(runner -> keys.forEach(runner::key)))
            : bundles.map(elements, some -> bundle(runner -> some.forEach(runner::element)));
    if (outputs.size() == 1) {
      return outputs.get(0).byTag;
    }
    var all = new Outputs();
    outputs.forEach(some -> some.byTag.forEach((tag, values) -> all.byTag.get(tag).addAll(values)));
    return all.byTag;
  }

  private record OfKey(Object key, List<WindowedValue<?>> elements) {}

  private Map<Object, OfKey> byKey(List<WindowedValue<?>> elements) {
    @SuppressWarnings("unchecked") // Beam checks that the input of a stateful function is keyed.
    var coder = ((KvCoder<Object, Object>) (Object) input.getCoder()).getKeyCoder();
    var byKey = new LinkedHashMap<Object, OfKey>();
    for (var element : elements) {
      var key = ((KV<?, ?>) element.getValue()).getKey();
      byKey.computeIfAbsent(coder.structuralValue(key), any -> new OfKey(key, new ArrayList<>())).elements.add(element);
    }
    return byKey;
  }

  private Outputs bundle(Consumer<Runner> work) {
    var outputs = new Outputs();
    DoFn<I, O> function = SerializableUtils.clone(parDo.getFn());
    var invoker = DoFnInvokers.tryInvokeSetupFor(function, options);
    var metricsBefore = MetricsEnvironment.setCurrentContainer(metrics);
    try {
      var runner = new Runner(function, outputs);
      runner.functions.startBundle();
      work.accept(runner);
      runner.functions.finishBundle();
    } finally {
      MetricsEnvironment.setCurrentContainer(metricsBefore);
      invoker.invokeTeardown();
    }
    return outputs;
  }

  /** What a bundle has output. */
  private final class Outputs implements WindowedValueMultiReceiver {
    private final Map<TupleTag<?>, List<WindowedValue<?>>> byTag = new HashMap<>();

    private Outputs() {
      step.getOutputs().keySet().forEach(tag -> byTag.put(tag, new ArrayList<>()));
    }

    @Override
    public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
      byTag.get(tag).add(value);
    }
  }

  /** A function that is called for the elements and timers of one key after the other. */
  private final class Runner implements StepContext {
    private final DoFnRunner<I, O> functions;
    private StateInternals state = InMemoryStateInternals.forKey("");
    private InMemoryTimerInternals timers = new InMemoryTimerInternals();

    private Runner(DoFn<I, O> function, Outputs outputs) {
      this.functions =
          DoFnRunners.simpleRunner(
              options,
              function,
              sideInputs,
              outputs,
              parDo.getMainOutputTag(),
              parDo.getAdditionalOutputTags().getAll(),
              this,
              input.getCoder(),
              Map.of(),
              input.getWindowingStrategy(),
              DoFnSchemaInformation.create(),
              parDo.getSideInputs());
    }

    @SuppressWarnings("unchecked")
    private void element(WindowedValue<?> element) {
      functions.processElement((WindowedValue<I>) element);
    }

    /** The elements of a key, and then its timers in order, as the end of the input is the end of all time. */
    private void key(OfKey key) {
      state = InMemoryStateInternals.forKey(key.key);
      timers = new InMemoryTimerInternals();
      key.elements.forEach(this::element);
      try {
        timers.advanceInputWatermark(BoundedWindow.TIMESTAMP_MAX_VALUE);
      } catch (Exception e) {
        throw UserCodeException.wrap(e);
      }
      for (var timer = timers.removeNextEventTimer(); timer != null; timer = timers.removeNextEventTimer()) {
        functions.onTimer(
            timer.getTimerId(),
            timer.getTimerFamilyId(),
            key.key,
            ((WindowNamespace<?>) timer.getNamespace()).getWindow(),
            timer.getTimestamp(),
            timer.getOutputTimestamp(),
            timer.getDomain());
      }
    }

    @Override
    public StateInternals stateInternals() {
      return state;
    }

    @Override
    public TimerInternals timerInternals() {
      return timers;
    }
  }
}
