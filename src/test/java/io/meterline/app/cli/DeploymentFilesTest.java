package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The deployment files beside the option files: they can be parsed, and refer only to what exists. */
class DeploymentFilesTest {
  private static final Path FILES = Path.of("pipelines");

  /** Options that a job on Dataflow does not support, or that are for a terminal. */
  private static final Set<String> NOT_OF_A_TEMPLATE = Set.of("help", "version", "checkpoints", "checkpoint-every", "since");

  @Test
  void theFlexTemplatesParametersAreTheOptionsOfARun() throws IOException {
    var parameters = json("dataflow/metadata.json").path("parameters");
    var names = new TreeSet<String>();
    parameters.forEach(parameter -> names.add(parameter.path("name").asText()));
    var options = optionsOfARun();
    options.removeAll(NOT_OF_A_TEMPLATE);
    assertEquals(options, names);
    assertEquals(names.size(), parameters.size());
  }

  @Test
  void theFlexTemplatesParametersAcceptTheValuesInTheFiles() throws IOException {
    for (var parameter : json("dataflow/metadata.json").path("parameters")) {
      assertTrue(parameter.path("isOptional").asBoolean() && parameter.hasNonNull("label") && parameter.hasNonNull("helpText"));
      var option = "--" + parameter.path("name").asText() + "=";
      for (var file : Set.of("dataflow-live.args", "dataflow-backfill.args")) {
        for (var line : Files.readAllLines(FILES.resolve(file))) {
          if (line.startsWith(option)) {
            parameter.path("regexes").forEach(regex -> assertTrue(line.substring(option.length()).matches(regex.asText()), line));
          }
        }
      }
    }
    assertEquals("JAVA", json("dataflow/spec.json").path("sdkInfo").path("language").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void aFlinkDeploymentStartsTheBundledJarWithItsFileOfOptions(String name) throws IOException {
    var spec = yaml("flink/" + name + ".yaml").path("spec");
    var job = spec.path("job");
    assertEquals(Job.class.getName(), job.path("entryClass").asText());
    var container = Files.readString(FILES.resolve("flink/Containerfile"));
    assertTrue(container.contains(" " + job.path("jarURI").asText().replace("local://", "") + "\n"), container);
    assertEquals("@/opt/flink/pipelines/flink-" + name + ".args", job.path("args").get(0).asText());
    assertTrue(container.contains("COPY pipelines/*.args /opt/flink/pipelines/"), container);
    var options = optionsOfARun();
    StreamSupport.stream(job.path("args").spliterator(), false)
        .skip(1)
        .map(argument -> argument.asText().replaceAll("^--|=.*", ""))
        .forEach(option -> assertTrue(options.contains(option), option));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void everySettingOfAFlinkDeploymentIsOneOfFlinks(String name) throws IOException {
    var known = flinksSettings();
    var settings = yaml("flink/" + name + ".yaml").path("spec").path("flinkConfiguration");
    assertTrue(settings.size() > 3);
    settings.fieldNames().forEachRemaining(setting -> assertTrue(known.contains(setting), setting));
  }

  @Test
  void everySettingOfFlinkWithinTheProgramIsOneOfFlinks() throws IOException {
    var known = flinksSettings();
    var settings = yaml(Path.of("src/main/flink/flink-conf.yaml"));
    assertFalse(settings.isEmpty());
    settings.fieldNames().forEachRemaining(setting -> assertTrue(known.contains(setting), setting));
  }

  @Test
  void aLiveRunOnFlinkResumesAfterAnUpgrade() throws IOException {
    var spec = yaml("flink/live.yaml").path("spec");
    assertEquals("savepoint", spec.path("job").path("upgradeMode").asText());
    for (var folder : Set.of("state.checkpoints.dir", "state.savepoints.dir", "high-availability.storageDir")) {
      assertTrue(spec.path("flinkConfiguration").path(folder).asText().startsWith("file:///var/lib/meterline/"), folder);
    }
  }

  @Test
  void theContainersContainTheJarsThatAreBuilt() throws IOException {
    var built = Pattern.compile("<bundle>(.*)</bundle>").matcher(Files.readString(Path.of("pom.xml"))).results();
    for (var name : built.map(one -> one.group(1)).toList()) {
      var container = Files.readString(FILES.resolve(name.replace("meterline-", "") + "/Containerfile"));
      assertTrue(container.contains("COPY target/" + name + ".jar "), container);
    }
  }

  @Test
  void theContainerOfATemplateStartsTheBundledJar() throws IOException {
    var container = Files.readString(FILES.resolve("dataflow/Containerfile"));
    assertTrue(container.contains("COPY target/meterline-dataflow.jar /template/meterline.jar\n"), container);
    assertTrue(container.contains("ENV FLEX_TEMPLATE_JAVA_CLASSPATH=/template/meterline.jar\n"), container);
    assertTrue(container.contains("ENV FLEX_TEMPLATE_JAVA_MAIN_CLASS=" + Job.class.getName() + "\n"), container);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flink", "dataflow"})
  void aContainerHasAPinnedBaseImageAndDoesNotRunAsRoot(String name) throws IOException {
    var lines = Files.readAllLines(FILES.resolve(name + "/Containerfile"));
    var bases = lines.stream().filter(line -> line.startsWith("FROM ")).toList();
    assertEquals(1, bases.size());
    var digest = Pattern.compile("FROM [a-z.]+/[a-z0-9/-]+@\\$\\{(\\w+)}").matcher(bases.get(0));
    assertTrue(digest.matches(), bases::toString);
    assertTrue(lines.contains("ARG " + digest.group(1)), "a digest is not to be made up: it must be given");
    var user = lines.stream().filter(line -> line.startsWith("USER ")).reduce((earlier, later) -> later).orElseThrow();
    assertTrue(user.matches("USER [1-9]\\d*:[1-9]\\d*"), user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void aPodOfFlinkDoesNotRunAsRootAndItsImageIsReadOnly(String name) throws IOException {
    var spec = yaml("flink/" + name + ".yaml").path("spec");
    assertTrue(spec.path("image").asText().endsWith("@sha256:DIGEST"));
    assertEquals("meterline-" + name, spec.path("serviceAccount").asText());
    var pod = spec.path("podTemplate").path("spec");
    assertTrue(pod.path("securityContext").path("runAsNonRoot").asBoolean());
    assertTrue(pod.path("securityContext").path("runAsUser").asInt() > 0);
    assertEquals("RuntimeDefault", pod.path("securityContext").path("seccompProfile").path("type").asText());
    for (var container : pod.path("containers")) {
      var context = container.path("securityContext");
      assertTrue(context.path("readOnlyRootFilesystem").asBoolean());
      assertFalse(context.path("allowPrivilegeEscalation").asBoolean(true));
      assertEquals("ALL", context.path("capabilities").path("drop").path(0).asText());
    }
  }

  @Test
  void everyRunOnFlinkHasAnAccountOfItsOwn() throws IOException {
    var accounts = new TreeSet<String>();
    for (var item : yaml("flink/accounts.yaml").path("items")) {
      if (item.path("kind").asText().equals("ServiceAccount")) {
        accounts.add(item.path("metadata").path("name").asText());
      }
    }
    var used = new TreeSet<String>();
    for (var name : List.of("live", "backfill")) {
      used.add(yaml("flink/" + name + ".yaml").path("spec").path("serviceAccount").asText());
    }
    assertEquals(used, accounts);
    assertEquals(2, used.size());
  }

  @Test
  void aBackfillOnFlinkWritesOnlyTheViews() throws IOException {
    var container = yaml("flink/backfill.yaml").path("spec").path("podTemplate").path("spec").path("containers").get(0);
    var written =
        StreamSupport.stream(container.path("volumeMounts").spliterator(), false)
            .filter(mount -> mount.path("name").asText().equals("meterline") && !mount.path("readOnly").asBoolean())
            .map(mount -> mount.path("mountPath").asText())
            .toList();
    assertEquals(List.of("/var/lib/meterline/views"), written);
  }

  @Test
  void noPortIsReachableFromOutsideTheNamespace() throws IOException {
    var policy = yaml("flink/network.yaml");
    assertEquals("NetworkPolicy", policy.path("kind").asText());
    assertEquals(
        "{\"podSelector\":{},\"policyTypes\":[\"Ingress\"],\"ingress\":[{\"from\":[{\"podSelector\":{}}]}]}",
        policy.path("spec").toString());
  }

  private static Set<String> optionsOfARun() {
    var command = new CommandLine(new RunCommand());
    return command.getCommandSpec().options().stream()
        .map(option -> option.longestName().replaceFirst("^--", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The options of Flink that are used here, by name. */
  private static Set<String> flinksSettings() {
    return Stream.of(
            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            CheckpointingOptions.SAVEPOINT_DIRECTORY,
            CoreOptions.FLINK_JM_JVM_OPTIONS,
            CoreOptions.FLINK_TM_JVM_OPTIONS,
            ExecutionOptions.BUFFER_TIMEOUT,
            HighAvailabilityOptions.HA_MODE,
            HighAvailabilityOptions.HA_STORAGE_PATH,
            NettyShuffleEnvironmentOptions.BATCH_SHUFFLE_COMPRESSION_ENABLED,
            RestartStrategyOptions.RESTART_STRATEGY,
            RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY,
            RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
            RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL,
            StateBackendOptions.STATE_BACKEND,
            TaskManagerOptions.MANAGED_MEMORY_SIZE,
            TaskManagerOptions.NETWORK_MEMORY_MAX,
            TaskManagerOptions.NETWORK_MEMORY_MIN,
            TaskManagerOptions.NUM_TASK_SLOTS,
            WebOptions.CANCEL_ENABLE,
            WebOptions.SUBMIT_ENABLE)
        .map(ConfigOption::key)
        .collect(Collectors.toSet());
  }

  private static JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(FILES.resolve(file).toFile());
  }

  private static JsonNode yaml(String file) throws IOException {
    return yaml(FILES.resolve(file));
  }

  /** Parsed with the parser bundled with Flink. */
  private static JsonNode yaml(Path file) throws IOException {
    return new ObjectMapper().readTree(new YAMLMapper().readTree(file.toFile()).toString());
  }
}
