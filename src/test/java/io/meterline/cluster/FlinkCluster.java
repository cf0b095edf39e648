package io.meterline.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.app.demo.LocalBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A standalone Flink cluster: a JobManager and TaskManagers of two slots each, all in processes of their own. */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SLOTS = 2;

  private static final String CONFIG =
      """
      jobmanager.rpc.address: localhost
      jobmanager.rpc.port: %d
      rest.address: localhost
      rest.port: %d
      jobmanager.memory.process.size: 1g
      taskmanager.host: localhost
      taskmanager.numberOfTaskSlots: 2
      taskmanager.cpu.cores: 2
      taskmanager.memory.task.heap.size: 512m
      taskmanager.memory.task.off-heap.size: 0b
      taskmanager.memory.managed.size: 32m
      taskmanager.memory.network.min: 64m
      taskmanager.memory.network.max: 64m
      taskmanager.memory.framework.heap.size: 128m
      taskmanager.memory.framework.off-heap.size: 128m
      taskmanager.memory.jvm-metaspace.size: 256m
      taskmanager.memory.jvm-overhead.min: 192m
      taskmanager.memory.jvm-overhead.max: 192m
      heartbeat.interval: 1000
      heartbeat.timeout: 6000
      execution.checkpointing.tolerable-failed-checkpoints: 100
      """;

  /** The job's classes are on the class path of every process, including that of the tests. */
  private static final List<String> OF_THE_TESTS = List.of("classloader.resolve-order: parent-first");

  /**
   * A completed checkpoint.
   *
   * @param bytes size of all its state
   * @param millis duration from start to completion
   */
  public record Checkpoint(long bytes, long millis) {}

  private final Path folder;
  private final int port;
  private final String classPath;
  private final JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private FlinkCluster(Path folder, int port, String classPath) {
    this.folder = folder;
    this.port = port;
    this.classPath = classPath;
    this.jobManager = run("job-manager", StandaloneSessionClusterEntrypoint.class, "-Xmx512m");
  }

  /** Starts a cluster on the class path of the tests, and returns when all its TaskManagers are registered. */
  public static FlinkCluster start(Path folder, int taskManagers) {
    return start(folder, taskManagers, System.getProperty("java.class.path"), OF_THE_TESTS);
  }

  /**
   * Starts a cluster without the job's classes, and returns when all its TaskManagers are registered.
   *
   * @param settings lines of its configuration
   */
  public static FlinkCluster startBare(Path folder, int taskManagers, List<String> settings) {
    return start(folder, taskManagers, FlinkJars.classPath(), settings);
  }

  private static FlinkCluster start(Path folder, int taskManagers, String classPath, List<String> settings) {
    var port = LocalBroker.freePort();
    try {
      Files.createDirectories(folder);
      var config = CONFIG.formatted(LocalBroker.freePort(), port) + String.join("\n", settings) + "\n";
      Files.writeString(folder.resolve("flink-conf.yaml"), config);
      // The job's classes are on the class path of every process.
      try (OutputStream file = Files.newOutputStream(folder.resolve("nothing.jar")); var jar = new JarOutputStream(file)) {
        jar.finish();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var cluster = new FlinkCluster(folder, port, classPath);
    for (var i = 0; i < taskManagers; i++) {
      cluster.startTaskManager();
    }
    Waiting.until(PATIENCE, () -> cluster.slots() == SLOTS * taskManagers, () -> taskManagers + " TaskManagers");
    return cluster;
  }

  /** The options that make Beam's runner submit to this cluster. */
  public List<String> options() {
    return List.of(
        "--runner=FlinkRunner", "--flinkMaster=localhost:" + port, "--filesToStage=" + folder.resolve("nothing.jar"));
  }

  /**
   * Starts Flink's own client, as the script {@code flink} does.
   *
   * @param arguments such as {@code run}, its options, a jar, and that jar's options
   */
  public JavaProcess client(List<String> arguments) {
    var log = folder.resolve("client-" + System.nanoTime() + ".log");
    var options = List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    var variables = Map.of("FLINK_CONF_DIR", folder.toString());
    return JavaProcess.start(log, options, classPath, CliFrontend.class.getName(), arguments, variables);
  }

  public void startTaskManager() {
    taskManagers.add(run("task-manager-" + taskManagers.size(), TaskManagerRunner.class, "-Xmx768m"));
  }

  /** Kills with SIGKILL the oldest running TaskManager. */
  public void killTaskManager() {
    taskManagers.stream().filter(JavaProcess::isRunning).findFirst().orElseThrow().kill();
  }

  /** The one unfinished job, once all its tasks are running; {@code client} is the process that submitted it. */
  public String runningJob(JavaProcess client) {
    Waiting.until(
        PATIENCE,
        () -> !client.isRunning() || hasRunningJob(),
        () -> "a running job: " + client.output() + trouble());
    if (!client.isRunning()) {
      throw new AssertionError(client.output());
    }
    return unfinished().get(0);
  }

  /** The one unfinished job, once all its tasks are running. */
  public String runningJob() {
    Waiting.until(PATIENCE, this::hasRunningJob, () -> "a running job: " + trouble());
    return unfinished().get(0);
  }

  private boolean hasRunningJob() {
    return unfinished().stream().findFirst().filter(this::isRunning).isPresent();
  }

  public boolean isRunning(String job) {
    var vertices = get("/jobs/" + job).path("vertices");
    return !vertices.isEmpty()
        && StreamSupport.stream(vertices.spliterator(), false).allMatch(vertex -> vertex.path("status").asText().equals("RUNNING"));
  }

  /** The state of a job as reported by the JobManager, such as {@code RUNNING} or {@code FAILED}. */
  public String state(String job) {
    return get("/jobs/" + job).path("state").asText();
  }

  /** The number of completed checkpoints of a job. */
  public int checkpoints(String job) {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asInt();
  }

  /** Returns when a checkpoint that started after now is complete. */
  public void awaitCheckpoint(String job) {
    var enough = checkpoints(job) + 2;
    Waiting.until(PATIENCE, () -> checkpoints(job) >= enough, () -> "a checkpoint; " + trouble());
  }

  /** The last completed checkpoint of a job. */
  public Checkpoint lastCheckpoint(String job) {
    var last = get("/jobs/" + job + "/checkpoints").path("latest").path("completed");
    return new Checkpoint(last.path("state_size").asLong(), last.path("end_to_end_duration").asLong());
  }

  /** Stops a job with a savepoint, and returns its location. */
  public String stopWithSavepoint(String job) {
    var target = folder.resolve("savepoints").toUri();
    var trigger = post("/jobs/" + job + "/stop", "{\"targetDirectory\": \"" + target + "\", \"drain\": false}");
    var status = "/jobs/" + job + "/savepoints/" + trigger.path("request-id").asText();
    Waiting.until(PATIENCE, () -> get(status).path("status").path("id").asText().equals("COMPLETED"), () -> get(status).toString());
    var location = get(status).path("operation").path("location").asText();
    if (location.isEmpty()) {
      throw new AssertionError(get(status).toString());
    }
    Waiting.until(PATIENCE, () -> unfinished().isEmpty(), () -> "the end of " + job);
    return location;
  }

  /** Waits until a job has failed for good, and returns the reason from the JobManager. */
  public String failure() {
    Waiting.until(PATIENCE, () -> failed().isPresent(), () -> "a job that fails; " + trouble());
    return get("/jobs/" + failed().orElseThrow() + "/exceptions").path("exceptionHistory").path("entries").toString();
  }

  private Optional<String> failed() {
    return StreamSupport.stream(get("/jobs").path("jobs").spliterator(), false)
        .filter(job -> job.path("status").asText().equals("FAILED"))
        .map(job -> job.path("id").asText())
        .findFirst();
  }

  private List<String> unfinished() {
    var jobs = get("/jobs").path("jobs");
    return StreamSupport.stream(jobs.spliterator(), false)
        .filter(job -> !List.of("FINISHED", "CANCELED", "FAILED").contains(job.path("status").asText()))
        .map(job -> job.path("id").asText())
        .toList();
  }

  private int slots() {
    if (!jobManager.isRunning()) {
      throw new AssertionError(jobManager.output());
    }
    return overview().path("slots-total").asInt();
  }

  private JsonNode overview() {
    try {
      return get("/overview");
    } catch (UncheckedIOException e) {
      return json.createObjectNode(); // Not listening yet.
    }
  }

  /** The output of all TaskManagers. */
  public String output() {
    return taskManagers.stream().map(JavaProcess::output).collect(Collectors.joining("\n"));
  }

  /** The output of the processes, for a failure message. */
  public String trouble() {
    var text = new StringBuilder("JobManager: ").append(end(jobManager.output()));
    taskManagers.forEach(each -> text.append("\nTaskManager: ").append(end(each.output())));
    return text.toString();
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - 3_000));
  }

  private JavaProcess run(String name, Class<?> main, String memory) {
    var options = List.of(memory, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    var arguments = List.of("--configDir", folder.toString());
    return JavaProcess.start(folder.resolve(name + ".log"), options, classPath, main.getName(), arguments, Map.of());
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private JsonNode post(String path, String body) {
    var request = HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json");
    return send(request.POST(BodyPublishers.ofString(body)).build());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private JsonNode send(HttpRequest request) {
    try {
      return json.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    taskManagers.forEach(JavaProcess::close);
    jobManager.close();
  }
}
