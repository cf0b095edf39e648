package io.meterline.app.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineVisitor;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.util.construction.SplittableParDo;
import org.apache.beam.sdk.util.construction.TransformInputs;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;

/**
 * Runs a bounded pipeline step by step, each over all of its input, which it holds in memory. It neither splits work nor copies
 * elements, so it starts at once and costs little per key, unlike the Direct runner. It is for data that fits in memory: results of
 * a step stay until every step that reads them is done. So a step is evaluated as soon as what it reads is there, and one that alone
 * reads what another outputs, element by element, is evaluated together with it.
 *
 * <p>A run starts in the background, so that it can be asked for what it has counted.
 *
 * <p>Not supported: unbounded or splittable sources, windows that merge, and triggers, which do not matter to bounded input.
 */
public final class InMemoryRunner extends PipelineRunner<PipelineResult> {
  private final PipelineOptions options;

  private InMemoryRunner(PipelineOptions options) {
    this.options = options;
  }

  /** The runner with some options. Beam calls this. */
  public static InMemoryRunner fromOptions(PipelineOptions options) {
    return new InMemoryRunner(options);
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    SplittableParDo.convertReadBasedSplittableDoFnsToPrimitiveReads(pipeline);
    var steps = new StepsInOrder(pipeline);
    pipeline.traverseTopologically(steps);
    var metrics = new MetricsContainerStepMap();
    return InMemoryResult.of(metrics, () -> evaluate(steps, metrics));
  }

  private void evaluate(StepsInOrder steps, MetricsContainerStepMap metrics) {
    try (var evaluation = new Evaluation(options, metrics, steps::readersOf)) {
      var left = new HashSet<>(steps.all);
      steps.all.forEach(step -> evaluate(step, steps, left, evaluation));
      if (!left.isEmpty()) {
        throw new IllegalStateException("these steps read what is not there: " + left);
      }
    }
  }

  /** Evaluates a step that is left, and then the steps for which nothing but its outputs was missing. */
  private static void evaluate(
      AppliedPTransform<?, ?, ?> step, StepsInOrder steps, Set<AppliedPTransform<?, ?, ?>> left, Evaluation evaluation) {
    if (!left.contains(step) || !inputs(step).stream().allMatch(evaluation::has) || !evaluation.hasSideInputs(step)) {
      return;
    }
    var evaluated = evaluation.evaluate(step);
    evaluated.forEach(left::remove);
    evaluated.forEach(one -> forgetUnread(one, steps, left, evaluation));
    for (var one : evaluated) {
      one.getOutputs().values().forEach(output -> steps.readersOf(output).forEach(next -> evaluate(next, steps, left, evaluation)));
    }
  }

  /** Forgets what no step that is left reads. */
  private static void forgetUnread(
      AppliedPTransform<?, ?, ?> step, StepsInOrder steps, Set<AppliedPTransform<?, ?, ?>> left, Evaluation evaluation) {
    Stream.concat(inputs(step).stream(), step.getOutputs().values().stream())
        .filter(output -> steps.readersOf(output).stream().noneMatch(left::contains))
        .forEach(evaluation::forget);
  }

  private static List<PValue> inputs(AppliedPTransform<?, ?, ?> step) {
    return step.getInputs().isEmpty() ? List.of() : List.copyOf(TransformInputs.nonAdditionalInputs(step));
  }

  /** The steps of a pipeline, each after those whose output it reads. */
  private static final class StepsInOrder extends PipelineVisitor.Defaults {
    private final Pipeline pipeline;
    private final List<AppliedPTransform<?, ?, ?>> all = new ArrayList<>();
    private final Map<PValue, List<AppliedPTransform<?, ?, ?>>> readers = new HashMap<>();

    private StepsInOrder(Pipeline pipeline) {
      this.pipeline = pipeline;
    }

    @Override
    public CompositeBehavior enterCompositeTransform(Node node) {
      // All it does is to redistribute elements.
      if (node.getTransform() instanceof Reshuffle) {
        add(node);
        return CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
      }
      return CompositeBehavior.ENTER_TRANSFORM;
    }

    @Override
    public void visitPrimitiveTransform(Node node) {
      add(node);
    }

    private void add(Node node) {
      var step = node.toAppliedPTransform(pipeline);
      all.add(step);
      inputs(step).forEach(input -> readers.computeIfAbsent(input, any -> new ArrayList<>()).add(step));
    }

    /** The steps that read an output, other than as a side input. */
    private List<AppliedPTransform<?, ?, ?>> readersOf(PValue output) {
      return readers.getOrDefault(output, List.of());
    }
  }

  /** The only input of a step. */
  static PCollection<?> input(AppliedPTransform<?, ?, ?> step) {
    return (PCollection<?>) inputs(step).get(0);
  }

  /** The only output of a step. */
  static PCollection<?> output(AppliedPTransform<?, ?, ?> step) {
    return step.getOutputs().values().iterator().next();
  }
}
