package io.meterline.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.app.cli.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;

/**
 * A job as the launcher of a flex template has it made: written to a file, with all that the service would be told, and
 * without asking the service or anyone for anything.
 *
 * @param request what is asked of the service, with the steps as Runner v1 has them
 * @param graph the pipeline that is staged for Runner v2
 */
record SubmittedJob(JsonNode request, RunnerApi.Pipeline graph) {
  /**
   * Submits what the options describe.
   *
   * @param folder empty
   * @param options those of {@code meterline run}
   */
  static SubmittedJob of(Path folder, List<String> options) {
    var file = folder.resolve("job.json");
    var all = new ArrayList<>(options);
    all.add("--project=any-project");
    all.add("--gcpTempLocation=" + folder.resolve("temp"));
    all.add("--stagingLocation=" + folder);
    all.add("--templateLocation=" + file);
    all.add("--credentialFactoryClass=" + NoopCredentialFactory.class.getName());
    all.add("--pathValidatorClass=" + NoopPathValidator.class.getName());
    all.add("--stagerClass=" + LocalStager.class.getName());
    // One file for all of the class path, which would be read to the last byte.
    all.add("--filesToStage=pom.xml");
    Job.main(all.toArray(String[]::new));
    try {
      var graph = Files.readAllBytes(folder.resolve("pipeline.pb"));
      return new SubmittedJob(new ObjectMapper().readTree(file.toFile()), RunnerApi.Pipeline.parseFrom(graph));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
