package io.meterline.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;

/**
 * The structure of a pipeline in Beam's portable form: everything in which two pipelines could differ, except the contents of
 * functions, and whether collections are bounded, which depends on the source.
 */
final class PipelineSteps {
  private final RunnerApi.Components components;

  private PipelineSteps(Pipeline pipeline) {
    this.components = PipelineTranslation.toProto(pipeline).getComponents();
  }

  /** All steps of a pipeline, nested ones included, by their full names, with their inputs, outputs and state. */
  static SortedMap<String, String> of(Pipeline pipeline) {
    var steps = new PipelineSteps(pipeline);
    return steps.components.getTransformsMap().values().stream()
        .filter(transform -> !transform.getUniqueName().isEmpty())
        .collect(Collectors.toMap(RunnerApi.PTransform::getUniqueName, steps::describe, (one, other) -> one, TreeMap::new));
  }

  /** The names of the outermost steps. */
  static SortedSet<String> outermost(Map<String, String> steps) {
    return steps.keySet().stream().map(name -> name.split("/", 2)[0]).collect(Collectors.toCollection(TreeSet::new));
  }

  private String describe(RunnerApi.PTransform transform) {
    return String.join(
        "\n",
        "does " + transform.getSpec().getUrn(),
        "of " + collections(transform.getInputsMap()),
        "to " + collections(transform.getOutputsMap()),
        "keeps " + state(transform));
  }

  /** Collections by their tags, except numbered ones, with their coders and windowing. */
  private SortedMap<String, String> collections(Map<String, String> byTag) {
    return new TreeMap<>(
        byTag.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getKey().replaceAll(":\\d+#[0-9a-f]+$", ""),
                    Collectors.mapping(entry -> collection(entry.getValue()), Collectors.joining(", ")))));
  }

  private String collection(String id) {
    var collection = components.getPcollectionsOrThrow(id);
    var windowing = components.getWindowingStrategiesOrThrow(collection.getWindowingStrategyId());
    return coder(collection.getCoderId()) + " in " + windowing.getWindowFn().getUrn();
  }

  private String coder(String id) {
    var coder = components.getCodersOrThrow(id);
    var name = coder.getSpec().getUrn() + "#" + coder.getSpec().getPayload().hashCode();
    return name + coder.getComponentCoderIdsList().stream().map(this::coder).toList();
  }

  private SortedMap<String, String> state(RunnerApi.PTransform transform) {
    var kept = new TreeMap<String, String>();
    if (!transform.getSpec().getUrn().equals(PTransformTranslation.PAR_DO_TRANSFORM_URN)) {
      return kept;
    }
    try {
      var parDo = RunnerApi.ParDoPayload.parseFrom(transform.getSpec().getPayload());
      parDo.getStateSpecsMap().forEach((id, spec) -> kept.put("state " + id, spec.getSpecCase().name()));
      parDo.getTimerFamilySpecsMap().forEach((id, spec) -> kept.put("timer " + id, spec.getTimeDomain().name()));
      parDo.getSideInputsMap().forEach((id, input) -> kept.put("side input", input.getAccessPattern().getUrn()));
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
