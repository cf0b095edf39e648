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
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
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

/** Applies a function to the elements of a step. */
final class ParDoStep<I, O> implements ElementStep {
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

  @Override
  public AppliedPTransform<?, ?, ?> applied() {
    return step;
  }

  /** Whether it has state or timers, so that the elements of a key must be taken together, by {@link Applying#key}. */
  boolean isStateful() {
    return DoFnSignatures.isStateful(parDo.getFn());
  }

  /** The elements of a key of a stateful step. */
  record OfKey(Object key, List<WindowedValue<?>> elements) {}

  /** Elements by key. */
  List<OfKey> byKey(List<WindowedValue<?>> elements) {
    @SuppressWarnings("unchecked") // Beam checks that the input of a stateful function is keyed.
    var coder = ((KvCoder<Object, Object>) (Object) input.getCoder()).getKeyCoder();
    var byKey = new LinkedHashMap<Object, OfKey>();
    for (var element : elements) {
      var key = ((KV<?, ?>) element.getValue()).getKey();
      byKey.computeIfAbsent(coder.structuralValue(key), any -> new OfKey(key, new ArrayList<>())).elements.add(element);
    }
    return List.copyOf(byKey.values());
  }

  @Override
  public Applying open(Bundle bundle) {
    var receivers = new HashMap<TupleTag<?>, Consumer<WindowedValue<?>>>();
    step.getOutputs().forEach((tag, output) -> receivers.put(tag, bundle.receiver(output)));
    return new Applying(receivers);
  }

  /** A function that is called for elements, or for the elements and timers of one key after the other. */
  final class Applying implements Open, WindowedValueMultiReceiver, StepContext {
    private final Map<TupleTag<?>, Consumer<WindowedValue<?>>> receivers;
    private final DoFnRunner<I, O> functions;
    private final DoFnInvoker<I, O> invoker;
    private StateInternals state = InMemoryStateInternals.forKey("");
    private InMemoryTimerInternals timers = new InMemoryTimerInternals();

    private Applying(Map<TupleTag<?>, Consumer<WindowedValue<?>>> receivers) {
      this.receivers = receivers;
      DoFn<I, O> function = SerializableUtils.clone(parDo.getFn());
      this.functions =
          DoFnRunners.simpleRunner(
              options,
              function,
              sideInputs,
              this,
              parDo.getMainOutputTag(),
              parDo.getAdditionalOutputTags().getAll(),
              this,
              input.getCoder(),
              Map.of(),
              input.getWindowingStrategy(),
              DoFnSchemaInformation.create(),
              parDo.getSideInputs());
      this.invoker = DoFnInvokers.tryInvokeSetupFor(function, options);
    }

    @Override
    public void start() {
      counted(functions::startBundle);
    }

    @Override
    public <T> void output(TupleTag<T> tag, WindowedValue<T> value) {
      receivers.get(tag).accept(value);
    }

    @Override
    public void take(WindowedValue<?> element) {
      counted(() -> process(element));
    }

    @SuppressWarnings("unchecked")
    private void process(WindowedValue<?> element) {
      functions.processElement((WindowedValue<I>) element);
    }

    /** The elements of a key, and then its timers in order, as the end of the input is the end of all time. */
    void key(OfKey key) {
      counted(() -> process(key));
    }

    private void process(OfKey key) {
      state = InMemoryStateInternals.forKey(key.key);
      timers = new InMemoryTimerInternals();
      key.elements.forEach(this::process);
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

    /** Does work that is counted for this step, not for the one that it follows. */
    private void counted(Runnable work) {
      var before = MetricsEnvironment.setCurrentContainer(metrics);
      try {
        work.run();
      } finally {
        MetricsEnvironment.setCurrentContainer(before);
      }
    }

    @Override
    public void finish() {
      counted(functions::finishBundle);
    }

    @Override
    public void close() {
      invoker.invokeTeardown();
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
