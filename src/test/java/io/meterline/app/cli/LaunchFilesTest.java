package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.launch.Runners;
import io.meterline.app.process.ExitCode;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option files in {@code pipelines/}, as {@code run} reads them. */
class LaunchFilesTest {
  private static final Path FILES = Path.of("pipelines");

  /** The steps between source and sink. */
  private static final Set<String> BETWEEN =
      Set.of(
          "Check changes",
          "Window timelines",
          "Pair with own settings",
          "Settle with shared settings",
          "Analyse in order",
          "Compare devices",
          "All rows");

  private static final Set<String> SOURCE_WINDOW_AND_SINK =
      Set.of("--kafka", "--wait", "--slack", "--archive", "--archive-every", "--window", "--views");

  @TempDir private static Path folder;
  private static TestLog log;

  @BeforeAll
  static void makeALog() {
    log = new TestLog(folder.resolve("broker"), 2);
    var simulated = CommandRun.of("simulate", "--devices=2", "--days=2", "--out=" + folder.resolve("log"));
    assertEquals(ExitCode.OK, simulated.exitCode(), simulated::err);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource({"flink-live, flink-backfill", "dataflow-live, dataflow-backfill", "flink-live, local"})
  void liveAndBackfillAreEqualBetweenSourceAndSink(String live, String backfill) {
    var steps = between(built(live));
    assertEquals(steps, between(built(backfill)));
    assertEquals(BETWEEN, PipelineSteps.outermost(steps));
    var kept = String.join("\n", steps.values());
    assertTrue(kept.contains("state ") && kept.contains("timer ") && kept.contains("side input"), kept);
  }

  @Test
  void liveAndBackfillDifferInSourceAndSink() {
    var live = PipelineSteps.outermost(PipelineSteps.of(built("flink-live").pipeline()));
    var backfill = PipelineSteps.outermost(PipelineSteps.of(built("flink-backfill").pipeline()));
    live.removeAll(BETWEEN);
    backfill.removeAll(BETWEEN);
    assertTrue(live.containsAll(Set.of("Readings", "Settings", "Archive", "Publish")), live::toString);
    live.retainAll(backfill);
    assertEquals(Set.of(), live);
  }

  @Test
  void filesDifferOnlyInRunnerSourceWindowAndSinks() {
    var rules =
        files().stream()
            .collect(
                Collectors.toMap(
                    name -> name,
                    name -> {
                      var rest = options(name);
                      var forBeam = built(name).beamOptions();
                      rest.keySet().removeIf(option -> SOURCE_WINDOW_AND_SINK.contains(option) || Runners.given(forBeam, option).isPresent());
                      return rest;
                    }));
    assertEquals(Set.of("local", "flink-live", "flink-backfill", "dataflow-live", "dataflow-backfill"), rules.keySet());
    assertEquals(Set.of(Map.of("--known", "then", "--lateness", "P2D")), Set.copyOf(rules.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "flink-live", "flink-backfill", "dataflow-live", "dataflow-backfill"})
  void everyAvailableRunnerKnowsItsOptions(String name) {
    var options = built(name).beamOptions();
    try {
      assertTrue(options.contains("--runner=" + Runners.options(options).getRunner().getSimpleName()));
    } catch (MeterlineException e) {
      // Dataflow's runner comes with a profile of its own.
      assertTrue(name.startsWith("dataflow") && e.getMessage().contains("DataflowRunner"), e::toString);
    }
  }

  @Test
  void laterOptionsOverrideAFile() {
    var options = built("flink-live", "--maxParallelism=64", "--parallelism=3", "--slack=PT2S", "--parallelism=5").beamOptions();
    var beam = Runners.liveOptions(options).toString();
    assertTrue(beam.contains("maxParallelism: 64") && beam.contains("parallelism: 5"), beam);
    assertTrue(beam.contains("checkpointingInterval: 10000"), beam);
    var refused = CommandRun.of("run", "@pipelines/local.args", "--window=PT0S", "--archive=" + folder.resolve("log"));
    assertTrue(refused.err().contains("--window is PT0S"), refused::err);
  }

  @Test
  void laterOptionsLeaveTheRestOfAFileUnchanged() throws IOException {
    var file = folder.resolve("live.args");
    Files.writeString(file, "--kafka=" + log.cluster().bootstrap() + " --wait=-PT9S # too short\n--slack=PT5S\n");
    var run = CommandRun.of("run", "@" + file, "--slack=PT1S");
    assertTrue(run.err().contains("--wait is PT-9S"), run::err);
  }

  @Test
  void valuesOfAListOptionAccumulate() {
    var options = Runners.options(List.of("--filesToStage=a.jar", "--filesToStage=b.jar", "--runner=FlinkRunner")).toString();
    assertTrue(options.contains("a.jar, b.jar"), options);
  }

  @Test
  void aMissingFileIsNamed() {
    var run = CommandRun.of("run", "@pipelines/none.args");
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertTrue(run.err().startsWith("meterline: there is no file pipelines/none.args"), run::err);
    assertEquals(1, run.err().lines().count(), run::err);
  }

  @Test
  void everyFileDescribesItsPurposeAndHowToRunIt() {
    for (var name : files()) {
      var lines = lines(name);
      assertFalse(lines.get(0).substring(1).isBlank(), name);
      assertTrue(lines.stream().anyMatch(line -> line.startsWith("#  ") && line.contains("@pipelines/" + name + ".args")), name);
    }
  }

  /** What a file describes, with existing locations instead of those it names. */
  private static BuiltRun built(String name, String... more) {
    var isLive = options(name).containsKey("--kafka");
    var arguments =
        isLive
            ? List.of("--kafka=" + log.cluster().bootstrap(), "--archive=" + folder.resolve("archived").toUri())
            : List.of("--archive=" + folder.resolve("log").toUri(), "--views=" + folder.resolve("views").toUri());
    var all = new ArrayList<>(List.of("@" + FILES.resolve(name + ".args")));
    all.addAll(arguments);
    all.addAll(List.of(more));
    return BuiltRun.of(all.toArray(String[]::new));
  }

  private static SortedMap<String, String> between(BuiltRun run) {
    var steps = PipelineSteps.of(run.pipeline());
    steps.keySet().removeIf(step -> !BETWEEN.contains(step.split("/", 2)[0]));
    return steps;
  }

  private static Set<String> files() {
    try (var files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".args"))
          .map(name -> name.replace(".args", ""))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, String> options(String name) {
    return lines(name).stream()
        .filter(line -> line.startsWith("--"))
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> one, TreeMap::new));
  }

  private static List<String> lines(String name) {
    try {
      return Files.readAllLines(FILES.resolve(name + ".args"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
