package io.meterline.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.broker.LocalBroker;
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
import java.util.jar.JarOutputStream;
import java.util.stream.StreamSupport;
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
      classloader.resolve-order: parent-first
      heartbeat.interval: 1000
      heartbeat.timeout: 6000
      execution.checkpointing.tolerable-failed-checkpoints: 100
      """;

  private final Path folder;
  private final int port;
  private final JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private FlinkCluster(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    this.jobManager = run("job-manager", StandaloneSessionClusterEntrypoint.class, "-Xmx512m");
  }

  /** Starts a cluster, and returns when all its TaskManagers are there. */
  public static FlinkCluster start(Path folder, int taskManagers) {
    var port = LocalBroker.freePort();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("flink-conf.yaml"), CONFIG.formatted(LocalBroker.freePort(), port));
      // What runs is on the class path of every process already.
      try (OutputStream file = Files.newOutputStream(folder.resolve("nothing.jar")); var jar = new JarOutputStream(file)) {
        jar.finish();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var cluster = new FlinkCluster(folder, port);
    for (var i = 0; i < taskManagers; i++) {
      cluster.startTaskManager();
    }
    Waiting.until(PATIENCE, () -> cluster.slots() == SLOTS * taskManagers, () -> taskManagers + " TaskManagers");
    return cluster;
  }

  /** What tells Beam's runner to submit to this cluster. */
  public List<String> options() {
    return List.of(
        "--runner=FlinkRunner", "--flinkMaster=localhost:" + port, "--filesToStage=" + folder.resolve("nothing.jar"));
  }

  public void startTaskManager() {
    taskManagers.add(run("task-manager-" + taskManagers.size(), TaskManagerRunner.class, "-Xmx768m"));
  }

  /** Kills with SIGKILL the TaskManager that was started first of those that run. */
  public void killTaskManager() {
    taskManagers.stream().filter(JavaProcess::isRunning).findFirst().orElseThrow().kill();
  }

  /** The one job that is not over, once it runs in all its parts; {@code client} is the process that submitted it. */
  public String runningJob(JavaProcess client) {
    Waiting.until(
        PATIENCE,
        () -> !client.isRunning() || !unfinished().isEmpty() && isRunning(unfinished().get(0)),
        () -> "a running job: " + client.said() + trouble());
    if (!client.isRunning()) {
      throw new AssertionError(client.said());
    }
    return unfinished().get(0);
  }

  public boolean isRunning(String job) {
    var vertices = get("/jobs/" + job).path("vertices");
    return !vertices.isEmpty()
        && StreamSupport.stream(vertices.spliterator(), false).allMatch(vertex -> vertex.path("status").asText().equals("RUNNING"));
  }

  /** What the JobManager says of the state of a job, such as {@code RUNNING} or {@code FAILED}. */
  public String state(String job) {
    return get("/jobs/" + job).path("state").asText();
  }

  /** How many checkpoints of a job are complete. */
  public int checkpoints(String job) {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asInt();
  }

  /** Returns when a checkpoint that was begun after now is complete. */
  public void awaitCheckpoint(String job) {
    var enough = checkpoints(job) + 2;
    Waiting.until(PATIENCE, () -> checkpoints(job) >= enough, () -> "a checkpoint; " + trouble());
  }

  /** Stops a job with a savepoint, and returns where that is. */
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

  private List<String> unfinished() {
    var jobs = get("/jobs").path("jobs");
    return StreamSupport.stream(jobs.spliterator(), false)
        .filter(job -> !List.of("FINISHED", "CANCELED", "FAILED").contains(job.path("status").asText()))
        .map(job -> job.path("id").asText())
        .toList();
  }

  private int slots() {
    if (!jobManager.isRunning()) {
      throw new AssertionError(jobManager.said());
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

  /** What the processes say, for a failure. */
  public String trouble() {
    var text = new StringBuilder("JobManager: ").append(end(jobManager.said()));
    taskManagers.forEach(each -> text.append("\nTaskManager: ").append(end(each.said())));
    return text.toString();
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - 3_000));
  }

  private JavaProcess run(String name, Class<?> main, String memory) {
    var options = List.of(memory, "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    return JavaProcess.start(folder.resolve(name + ".log"), options, main.getName(), List.of("--configDir", folder.toString()));
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
