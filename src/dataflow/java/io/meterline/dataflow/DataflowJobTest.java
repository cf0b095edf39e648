package io.meterline.dataflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs that Dataflow is given by the files in {@code pipelines/}. */
class DataflowJobTest {
  private static final Path FROZEN = Path.of("src/dataflow/steps");

  @TempDir private static Path folder;
  private static TestLog log;
  private static Map<String, SubmittedJob> jobs;

  @BeforeAll
  static void makeALog() {
    jobs = new HashMap<>();
    log = new TestLog(folder.resolve("broker"), 2);
    var simulated = CommandRun.of("simulate", "--devices=2", "--days=2", "--out=" + folder.resolve("log"));
    assertEquals(0, simulated.exitCode(), simulated::err);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void aLiveRunIsAStreamingJobOnTheStreamingEngine() {
    var request = job("live").request();
    assertEquals("JOB_TYPE_STREAMING", request.path("type").asText());
    assertEquals("meterline-live", request.path("name").asText());
    var experiments = request.path("environment").path("experiments").toString();
    assertTrue(experiments.contains("\"enable_streaming_engine\""), experiments);
    assertTrue(experiments.contains("\"enable_windmill_service\""), experiments);
    var workers = request.path("environment").path("workerPools").path(0);
    assertTrue(workers.path("dataDisks").isMissingNode(), workers::toString);
  }

  @Test
  void aBackfillIsABatchJob() {
    var request = job("backfill").request();
    assertEquals("JOB_TYPE_BATCH", request.path("type").asText());
    assertFalse(request.path("environment").path("experiments").toString().contains("streaming"), request::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void workersAreAsTheOptionsSay(String name) {
    var workers =
        submitted(name, "--numWorkers=2", "--maxNumWorkers=4", "--workerMachineType=n2-standard-2", "--usePublicIps=false")
            .request().path("environment").path("workerPools").path(0);
    assertEquals(2, workers.path("numWorkers").asInt());
    assertEquals(4, workers.path("autoscalingSettings").path("maxNumWorkers").asInt());
    assertEquals("n2-standard-2", workers.path("machineType").asText());
    assertEquals("WORKER_IP_PRIVATE", workers.path("ipConfiguration").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void theStepsOfAJobAreThoseThatAreFrozen(String name) throws IOException {
    var found = Path.of("target/dataflow", name + ".txt");
    Files.createDirectories(found.getParent());
    Files.write(found, JobSteps.of(job(name)));
    var frozen = FROZEN.resolve(name + ".txt");
    assertEquals(
        Files.exists(frozen) ? Files.readString(frozen) : "",
        Files.readString(found),
        """
        The steps of this job on Dataflow are not those in %s.
        A running job is updated only by one that has its steps, states, timers, side inputs and formats. A step with another
        name wants --transformNameMapping. Where a state or a format is another, there is no update: the job is stopped, and
        its successor begins with the first event of the log.
        If that is meant, tell those who run the job, and: cp %s %s
        """.formatted(frozen, found, frozen));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void everyStepHasANameOfItsOwnThatNothingNumbered(String name) {
    var names = names(job(name));
    assertEquals(names.size(), Set.copyOf(names).size());
    names.forEach(step -> assertFalse(step.matches(".*(Lambda|\\$|[0-9]).*"), step));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void aJobIsTheSameWheneverItIsMade(String name) {
    assertEquals(JobSteps.of(job(name)), JobSteps.of(submitted(name)));
  }

  @ParameterizedTest
  @CsvSource({"live, stateful splittable_dofn finalization", "backfill, stateful"})
  void aJobRequiresNothingThatDataflowRefuses(String name, String expected) {
    var required =
        job(name).graph().getRequirementsList().stream().map(urn -> urn.replaceAll("^.*:pardo:|:v\\d+$", "")).toList();
    assertEquals(Set.of(expected.split(" ")), Set.copyOf(required));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "backfill"})
  void aJobIsTakenForRunnerV2(String name) {
    var job = submitted(name, "--experiments=use_runner_v2");
    var experiments = job.request().path("environment").path("experiments").toString();
    assertTrue(experiments.contains("\"use_portable_job_submission\""), experiments);
    assertEquals(job(name).graph().getComponents().getTransformsCount(), job.graph().getComponents().getTransformsCount());
  }

  @ParameterizedTest
  @CsvSource({
    "live, --kafka-config=client.properties, --kafka-config client.properties is on a disk of this machine",
    "live, --archive=log, --archive log is on a disk of this machine",
    "backfill, --views=views, --views views is on a disk of this machine",
    "live, --dataflowServiceOptions=streaming_mode_at_least_once, streaming_mode_at_least_once would count events",
    "live, --checkpoints=checkpoints, --checkpoints is for"
  })
  void whatCannotBeOnDataflowIsRefusedInOneLine(String name, String option, String expected) {
    var refused = assertThrows(MeterlineException.class, () -> submitted(name, option)).getMessage();
    assertTrue(refused.startsWith(expected), refused);
    assertEquals(1, refused.lines().count());
  }

  private static List<String> names(SubmittedJob job) {
    var names = new ArrayList<String>();
    job.request().path("steps").forEach(step -> names.add(step.path("properties").path("user_name").path("value").asText()));
    return names;
  }

  /** The job of a file, made once for all tests. */
  private static SubmittedJob job(String name) {
    return jobs.computeIfAbsent(name, any -> submitted(any));
  }

  /** The job of a file, with places that are there in place of those that it names. */
  private static SubmittedJob submitted(String name, String... more) {
    try {
      var place = Files.createTempDirectory(folder, name);
      var options = new ArrayList<>(List.of("@pipelines/dataflow-" + name + ".args"));
      options.addAll(
          name.equals("live")
              ? List.of("--kafka=" + log.cluster().bootstrap(), "--archive=" + place.resolve("log").toUri())
              : List.of("--archive=" + folder.resolve("log").toUri(), "--views=" + place.resolve("views").toUri()));
      options.addAll(List.of(more));
      return SubmittedJob.of(place, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
