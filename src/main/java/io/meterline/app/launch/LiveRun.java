package io.meterline.app.launch;

import io.meterline.app.flink.Checkpoints;
import io.meterline.app.process.Errors;
import io.meterline.connect.archive.ArchiveEvents;
import io.meterline.connect.archive.DeviceSnapshots;
import io.meterline.connect.archive.LiveArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.archive.StartFromSnapshots;
import io.meterline.connect.archive.WriteSnapshots;
import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.HandOver;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.LogStart;
import io.meterline.connect.kafka.log.Until;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.Rules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prepares a run that publishes views to Kafka.
 *
 * @param cluster where the log and the views are
 * @param rules what decides the views
 * @param analyses what it computes
 * @param handler runs or submits it
 * @param err where the checkpoint from which it resumes is reported
 */
public record LiveRun(KafkaCluster cluster, Rules rules, Analyses analyses, RunHandler handler, PrintWriter err) {
  /** Publishes the views of the log up to the given ends. */
  public int until(LogEnds ends, LiveTimes times, List<String> beamOptions) {
    var run = new Live(cluster, KafkaLog.until(cluster, ends), rules, analyses, Timeouts.bounded(times.unreachableTimeout()));
    return handler.live(run, beamOptions);
  }

  /**
   * Publishes the views of the log as it grows, until it is stopped.
   *
   * @param times how long it waits
   * @param checkpoints where its checkpoints go, if it makes any
   * @param archive where the log is also archived, if it is; events that Kafka no longer has are read from there
   * @param opened opens the archive
   */
  public int live(
      LiveTimes times,
      Optional<Checkpoints> checkpoints,
      Optional<Folder> archive,
      Function<Folder, LiveArchive> opened,
      List<String> beamOptions) {
    Live.requireTopics(cluster, analyses.views());
    var to = archive.map(opened);
    var snapshots = snapshots(times, archive);
    if (checkpoints.isEmpty()) {
      return handler.live(run(log(times, to, snapshots, from(Optional.empty(), beamOptions)), times, snapshots), beamOptions);
    }
    if (!Runners.isFlink(beamOptions)) {
      throw new MeterlineException("--checkpoints are Flink's: add --runner=FlinkRunner, or leave them out");
    }
    var access = EmbeddedFlink.isUsed(beamOptions) ? Checkpoints.Access.OWNER : Checkpoints.Access.CLUSTER;
    var held = checkpoints.get().lock(access);
    try {
      var from = from(checkpoints, beamOptions);
      var run = run(log(times, to, snapshots, from), times, snapshots);
      return resume(run, checkpoints.get(), from, identity(times, archive), beamOptions);
    } finally {
      held.close();
    }
  }

  /** The checkpoint to resume from: a savepoint that the user names, or the last one. Empty if the run starts over. */
  private static Optional<Path> from(Optional<Checkpoints> checkpoints, List<String> beamOptions) {
    return Runners.given(beamOptions, "--savepointPath").map(Checkpoints::path).or(() -> checkpoints.flatMap(Checkpoints::latest));
  }

  /** The log. A run that starts over needs its first events, one that resumes may not. */
  private KafkaLog log(
      LiveTimes times, Optional<LiveArchive> archive, Optional<DeviceSnapshots> snapshots, Optional<Path> from) {
    var handOver = HandOver.of(cluster, archive.map(LiveArchive::events).orElse(ArchivedEvents.none()));
    if (from.isEmpty()) {
      handOver.require(cluster);
    }
    var partitions = LogEnds.of(cluster, new Until.Latest()).partitions();
    var log = KafkaLog.live(cluster, partitions, handOver.archived(), times.waitTime(), times.slack());
    if (archive.isEmpty()) {
      return log;
    }
    var archived = log.archivedTo(new ArchiveEvents(archive.get(), handOver));
    var isStart = from.isEmpty() && !handOver.parts().isEmpty();
    return snapshots.map(all -> archived.startingAt(start(all, archive.get(), partitions.get(Kind.READING), isStart))).orElse(archived);
  }

  /** The snapshots that the run writes, if it writes any. */
  private Optional<DeviceSnapshots> snapshots(LiveTimes times, Optional<Folder> archive) {
    return rules.snapshots().isNever()
        ? Optional.empty()
        : archive.map(folder -> DeviceSnapshots.of(folder, rules, times.waitTime(), times.slack(), analyses));
  }

  /** Starts from the newest snapshots, if the run does not begin with the first reading in Kafka, or resume. */
  private LogStart start(DeviceSnapshots snapshots, LiveArchive archive, int partitions, boolean isStart) {
    var newest = isStart ? newest(snapshots) : Optional.<DeviceSnapshots.Newest>empty();
    var first = newest.map(one -> StartFromSnapshots.first(archive, partitions, one.time())).orElse(Map.of());
    newest.ifPresent(
        one ->
            err.println(
                "starting from the snapshots of %s in %s: %,d readings that were logged before are not read"
                    .formatted(Instant.ofEpochMilli(one.time()), snapshots.folder(), first.values().stream().mapToLong(Long::longValue).sum())));
    snapshots.begin();
    return new LogStart(snapshots.id(), first, new StartFromSnapshots(newest));
  }

  private Optional<DeviceSnapshots.Newest> newest(DeviceSnapshots snapshots) {
    if (!haveRows()) {
      err.println("the topics of the views have no rows: starting with the first event of the log, not from snapshots");
      return Optional.empty();
    }
    try {
      var newest = snapshots.newest();
      if (newest.isEmpty()) {
        err.println("there are no snapshots of a run with these options in " + snapshots.folder() + ": starting with the first event of the log");
      }
      return newest;
    } catch (MeterlineException e) {
      err.println("meterline: " + e.getMessage() + "; starting with the first event of the log");
      return Optional.empty();
    }
  }

  /** Whether a run has published rows. One that starts from snapshots does not publish those of days that were over. */
  private boolean haveRows() {
    try (var admin = cluster.admin()) {
      return Topics.haveRows(admin, analyses.views());
    }
  }

  /** What must be equal for a run to resume from the checkpoint of another. */
  private Map<String, String> identity(LiveTimes times, Optional<Folder> archive) {
    var run = new LinkedHashMap<String, String>();
    run.put("--kafka", cluster.bootstrap());
    run.put("--kafka-config", cluster.properties().toString());
    try (var admin = cluster.admin()) {
      run.put("the log", LogIdentity.of(admin).toString());
    }
    run.put("--window", Duration.ofMillis(rules.windows().millis()).toString());
    run.put("--lateness", rules.lateness().toString());
    run.put("--wait", times.waitTime().toString());
    run.put("--slack", times.slack().toString());
    run.put("--snapshot-every", snapshots(times, archive).map(DeviceSnapshots::toString).orElse(Checkpoints.NONE));
    run.put("--archive", archive.map(folder -> folder.absolute().toString()).orElse(Checkpoints.NONE));
    return run;
  }

  private int resume(
      Live live, Checkpoints checkpoints, Optional<Path> from, Map<String, String> run, List<String> beamOptions) {
    if (from.isPresent()) {
      checkpoints.resume(run);
    } else {
      checkpoints.start(run);
    }
    err.println(
        from.map(path -> "resuming from " + path)
            .orElse("no checkpoint in " + checkpoints.folder() + " yet: starting without one"));
    var base = EmbeddedFlink.configuration(beamOptions);
    var given = beamOptions.stream().filter(option -> !option.matches("--(savepointPath|flinkConfDir)=.*")).toList();
    try {
      return handler.live(live, Runners.orElse(given, checkpoints.flinkOptions(base, from)));
    } catch (RuntimeException e) {
      throw from.isEmpty() || Errors.isExplained(e) ? e : unreadable(from.get(), e);
    }
  }

  private static MeterlineException unreadable(Path from, RuntimeException e) {
    return new MeterlineException(
        "cannot resume from " + from + ": " + Errors.message(e)
            + "; if it cannot be read, start over with another folder for --checkpoints",
        e);
  }

  private Live run(Log.Source log, LiveTimes times, Optional<DeviceSnapshots> snapshots) {
    return new Live(
        cluster, log, rules, analyses, Timeouts.live(rules, times), snapshots.map(all -> new WriteSnapshots(all, rules)));
  }
}
