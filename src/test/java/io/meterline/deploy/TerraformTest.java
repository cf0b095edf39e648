package io.meterline.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.app.cli.Meterline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Terraform's files against the providers' schemas, and against the options of the program, without a network. */
class TerraformTest {
  private static final Path FILES = Path.of("terraform");

  private static TerraformFolder folder(String name) {
    return TerraformFolder.read(FILES.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataflow", "flink", "modules/run"})
  void everyResourceArgumentBlockAndNameIsThere(String name) {
    assertEquals(List.of(), folder(name).problems());
  }

  @ParameterizedTest
  @CsvSource({
    "dataflow, uniform_bucket_level_access, uniform_bucket_level_acess, "
        + "google_storage_bucket.archive: no argument uniform_bucket_level_acess",
    "dataflow, google_project_iam_member\" \"worker, google_project_iam_membre\" \"worker, "
        + "google_project_iam_membre.worker: no resource google_project_iam_membre",
    "dataflow, matches_prefix, match_prefix, "
        + "google_storage_bucket.staging lifecycle_rule condition: no argument match_prefix",
    "dataflow, container_spec_gcs_path, container_spec, "
        + "google_dataflow_flex_template_job.live: container_spec_gcs_path is missing",
    "dataflow, soft_delete_policy, soft_delete, google_storage_bucket.staging: no block soft_delete",
    "dataflow, var.subnetwork\\n, var.subnet\\n, nothing is var.subnet",
    "dataflow, module.live.parameters, module.live.options, nothing is module.live.options",
    "dataflow, .email\\n, .mail\\n, nothing is google_service_account.worker.mail",
    "flink, role_ref, roleref, kubernetes_role_binding_v1.flink: role_ref is missing",
    "flink, config_context, context, helm kubernetes: no argument context",
    "flink, waiting, wating, live: no argument wating",
    "flink, local.folder_uri, local.folder_url, nothing is local.folder_url"
  })
  void aSlipOfThePenIsFound(String name, String right, String wrong, String problem) throws IOException {
    var sources = new ArrayList<String>();
    try (var files = Files.list(FILES.resolve(name))) {
      for (var file : files.filter(path -> path.toString().endsWith(".tf")).toList()) {
        sources.add(Files.readString(file).replace(unescaped(right), unescaped(wrong)));
      }
    }
    var problems = TerraformFolder.of(FILES.resolve(name), sources).problems();
    assertTrue(problems.contains(problem), problems::toString);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataflow", "flink"})
  void theSchemaIsThatOfTheVersionsAskedFor(String name) {
    for (var provider : folder(name).requiredProviders()) {
      var schema = ProviderSchema.of(provider.name());
      var asked = provider.object().stream().map(part -> part.text().orElseThrow()).toList();
      assertEquals(List.of(schema.source(), schema.version()), asked, provider.name());
    }
  }

  @Test
  void everyOptionThatARunIsGivenIsOneOfTheProgram() {
    var run = new CommandLine(new Meterline()).getSubcommands().get("run").getCommandSpec().optionsMap().keySet();
    var passed =
        folder("modules/run").namesInLocal("program").stream()
            .map("--"::concat)
            .collect(Collectors.toCollection(TreeSet::new));
    assertFalse(passed.isEmpty());
    passed.removeAll(run);
    assertTrue(passed.isEmpty(), () -> "not options of the program: " + passed);
  }

  @Test
  void everyOptionThatARunIsGivenIsAParameterOfTheFlexTemplate() throws IOException {
    var metadata = new ObjectMapper().readTree(Path.of("pipelines/dataflow/metadata.json").toFile());
    var parameters = metadata.path("parameters").findValuesAsText("name");
    assertEquals(
        List.of(),
        folder("modules/run").namesInLocal("program").stream().filter(name -> !parameters.contains(name)).toList());
  }

  @Test
  void everyOptionThatBeamIsGivenIsOneOfItsOwn() {
    var given =
        Stream.of("dataflow", "flink")
            .flatMap(name -> folder(name).body().blocks("module"))
            .flatMap(module -> module.body().argument("beam").stream())
            .flatMap(beam -> beam.object().stream())
            .map(Hcl.Argument::name)
            .distinct()
            .toList();
    assertTrue(given.contains("checkpointingInterval"));
    assertEquals(List.of(), given.stream().filter(name -> !isOfBeam(name)).toList());
    assertFalse(isOfBeam("checkpointInterval"));
  }

  /** Whether Beam, with the runners at hand, has an option of that name, whatever it takes. */
  private static boolean isOfBeam(String name) {
    try {
      PipelineOptionsFactory.fromArgs("--" + name + "=1").create();
      return true;
    } catch (IllegalArgumentException e) {
      return !e.getMessage().contains("missing a property named");
    }
  }

  /** What a run may do with a bucket. */
  private record Grant(String run, String bucket, String role) {
    static Grant of(Hcl.Argument entry) {
      var parts = entry.object().stream().collect(Collectors.toMap(Hcl.Argument::name, part -> part));
      var bucket = parts.get("bucket").value().stream().map(HclTokens.Token::text).collect(Collectors.joining());
      return new Grant(parts.get("run").text().orElseThrow(), bucket, parts.get("role").text().orElseThrow());
    }

    boolean writes() {
      return !List.of("roles/storage.objectViewer", "roles/storage.legacyBucketReader").contains(role);
    }
  }

  @Test
  void noRunOnDataflowWritesABucketThatTheOtherUsesAndNoneDeletesFromTheArchive() {
    var grants = folder("dataflow").inLocal("buckets").map(Grant::of).toList();
    assertTrue(grants.stream().anyMatch(grant -> grant.run().equals("live") && grant.bucket().contains("archive") && grant.writes()));
    for (var grant : grants.stream().filter(Grant::writes).toList()) {
      if (grant.bucket().contains("archive")) {
        assertEquals("live roles/storage.objectCreator", grant.run() + " " + grant.role());
        continue;
      }
      var others = grants.stream().filter(other -> !other.run().equals(grant.run())).map(Grant::bucket).toList();
      assertFalse(others.contains(grant.bucket()), grant::toString);
    }
  }

  @Test
  void theRoleOfAWorkerOfDataflowBringsNoBucketWithIt() {
    var member = folder("dataflow").body().blocks("resource").filter(block -> block.labels().equals(List.of("google_project_iam_member", "worker"))).findFirst().orElseThrow();
    var condition = member.body().blocks("condition").findFirst().orElseThrow().body().argument("expression").orElseThrow();
    assertEquals("resource.service != 'storage.googleapis.com'", condition.text().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataflow", "flink"})
  void anImageIsNamedByItsDigest(String name) {
    var image = folder(name).body().blocks("variable").filter(block -> block.name().equals("image")).findFirst().orElseThrow();
    var condition = image.body().blocks("validation").findFirst().orElseThrow().body().argument("condition").orElseThrow();
    assertTrue(condition.value().stream().anyMatch(token -> token.text().equals("@sha256:[0-9a-f]{64}$")), condition::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataflow", "flink"})
  void theExampleGivesWhatMustBeGivenAndNothingElse(String name) throws IOException {
    var root = folder(name);
    var given =
        Hcl.read(Files.readString(FILES.resolve(name).resolve("terraform.tfvars.example"))).arguments().stream()
            .map(Hcl.Argument::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(given.containsAll(root.requiredVariables()), () -> root.requiredVariables() + " must be given");
    given.removeAll(root.names("variable"));
    assertTrue(given.isEmpty(), () -> "no variables: " + given);
  }
}
