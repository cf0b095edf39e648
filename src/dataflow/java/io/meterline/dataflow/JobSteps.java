package io.meterline.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.schemas.SchemaCoder;
import org.apache.beam.sdk.util.construction.PTransformTranslation;
import org.apache.beam.sdk.util.construction.RehydratedComponents;

/**
 * What of a job has to stay as it is for a running one to be replaced by it: a line a step, with what it keeps and gives, and
 * a line for how each type is written.
 */
final class JobSteps {
  private final RunnerApi.Components components;
  private final RehydratedComponents objects;

  private JobSteps(RunnerApi.Pipeline graph) {
    this.components = graph.getComponents();
    this.objects = RehydratedComponents.forComponents(components);
  }

  /** The lines. */
  static List<String> of(SubmittedJob job) {
    var steps = new JobSteps(job.graph());
    var lines = new ArrayList<String>();
    lines.add("# Runner v2");
    job.graph().getRootTransformIdsList().forEach(id -> steps.add(id, lines));
    lines.add("");
    lines.add("# Runner v1");
    job.request().path("steps").forEach(step -> lines.add(step(step)));
    lines.add("");
    lines.add("# Formats");
    lines.addAll(steps.formats());
    return lines;
  }

  /** Adds the steps that consist of no others. */
  private void add(String id, List<String> lines) {
    var transform = components.getTransformsOrThrow(id);
    if (transform.getSubtransformsCount() == 0) {
      lines.add(step(transform));
    }
    transform.getSubtransformsList().forEach(part -> add(part, lines));
  }

  private String step(RunnerApi.PTransform transform) {
    var kind = transform.getSpec().getUrn().replaceAll("^beam:transform:|:v\\d+$", "");
    var parts = new ArrayList<>(List.of(transform.getUniqueName(), kind));
    if (transform.getSpec().getUrn().equals(PTransformTranslation.PAR_DO_TRANSFORM_URN)) {
      parts.addAll(kept(transform));
    }
    var outputs = transform.getOutputsMap().values().stream().map(this::encoded).sorted().toList();
    parts.add("-> " + String.join(", ", outputs));
    return String.join(" | ", parts);
  }

  /** State, timers and side inputs. */
  private List<String> kept(RunnerApi.PTransform transform) {
    var payload = payload(transform);
    var kept = new ArrayList<String>();
    if (!payload.getRestrictionCoderId().isEmpty()) {
      kept.add("splittable");
    }
    new TreeMap<>(payload.getStateSpecsMap()).forEach((name, spec) -> kept.add("state " + name + ": " + state(spec)));
    new TreeMap<>(payload.getTimerFamilySpecsMap())
        .forEach((name, spec) -> kept.add("timer " + name.replaceFirst("^ts-", "") + ": " + spec.getTimeDomain()));
    payload.getSideInputsMap().keySet().stream()
        .map(tag -> "side input: " + encoded(transform.getInputsOrThrow(tag)))
        .sorted()
        .forEach(kept::add);
    return kept;
  }

  private String state(RunnerApi.StateSpec spec) {
    return switch (spec.getSpecCase()) {
      case READ_MODIFY_WRITE_SPEC -> "value of " + name(coder(spec.getReadModifyWriteSpec().getCoderId()));
      case BAG_SPEC -> "bag of " + name(coder(spec.getBagSpec().getElementCoderId()));
      default -> spec.getSpecCase().toString();
    };
  }

  private static RunnerApi.ParDoPayload payload(RunnerApi.PTransform transform) {
    try {
      return RunnerApi.ParDoPayload.parseFrom(transform.getSpec().getPayload());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String encoded(String collection) {
    return name(coder(components.getPcollectionsOrThrow(collection).getCoderId()));
  }

  /** A schema has an id that is drawn each time. */
  private static String name(Coder<?> coder) {
    return coder instanceof SchemaCoder<?> rows
        ? "Schema(" + rows.getEncodedTypeDescriptor().getRawType().getSimpleName() + ")"
        : coder.toString().replace("Coder", "");
  }

  private Coder<?> coder(String id) {
    try {
      return objects.getCoder(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String step(JsonNode step) {
    var properties = step.path("properties");
    var keyed = properties.has("uses_keyed_state") ? " | keyed state" : "";
    return properties.path("user_name").path("value").asText() + " | " + step.path("kind").asText() + keyed;
  }

  /** Our own formats, each with a digest of what a job tells of it: its class, and the views or rules that it is for. */
  private List<String> formats() {
    return components.getCodersMap().keySet().stream()
        .<Coder<?>>map(this::coder)
        .filter(coder -> coder.getClass().getPackageName().startsWith("io.meterline."))
        .map(coder -> name(coder) + " " + digest(coder))
        .distinct()
        .sorted()
        .toList();
  }

  private static String digest(Coder<?> coder) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(coder);
      out.flush();
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
