package io.meterline.app.cli;

import io.meterline.app.launch.DataflowLimits;
import io.meterline.app.launch.ForegroundRuns;
import io.meterline.app.launch.Live;
import io.meterline.app.launch.LiveCompaction;
import io.meterline.app.launch.LiveRun;
import io.meterline.app.launch.MissingEvents;
import io.meterline.app.launch.Replay;
import io.meterline.app.launch.RunHandler;
import io.meterline.app.launch.Runners;
import io.meterline.connect.archive.LiveArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.Until;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.time.Known;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Computes views from a log, bounded or live. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Computes views from a log: usage, alerts, cohorts, comparisons, rejected.",
      "",
      "With --archive and --views it replays a log into Parquet files: a new version of the views, atomically published once"
          + " complete. If the run fails, the current version is unchanged. The previous version is kept for rollback:"
          + " see 'meterline views'.",
      "",
      "With --kafka it runs live until it is stopped (Ctrl-C, SIGTERM), and publishes every row to the topic of its view,"
          + " first when its window is complete and again when late readings correct it. With --until it is bounded, and may write"
          + " files instead (--views). With --archive every event of the log is also archived, once.",
      "",
      "A replay runs in memory, or on Flink if its log does not fit there; a live run on the Direct runner, which is for few"
          + " devices. --runner names another: InMemoryRunner, DirectRunner, FlinkRunner. This and other options, such as"
          + " --parallelism, are passed to Beam and its runner.",
      "",
      "@FILE is replaced by the options in that file; the last of a repeated option counts.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  meterline run --archive log --views views",
      "  meterline run --archive log --views views-then --known=then --lateness=P2D",
      "  meterline run --archive log --views views --snapshot-every=P28D",
      "  meterline run --archive log --views views --since=current",
      "  meterline run --archive log --views views --runner=FlinkRunner --parallelism=2",
      "  meterline run --archive gs://bucket/log --views gs://bucket/views --as 2026-11-prices --hold",
      "  meterline run --kafka localhost:9092 --runner=FlinkRunner --checkpoints checkpoints --archive log",
      "  meterline run --kafka localhost:9092 --until=latest --known=then --views views",
      "  meterline run @pipelines/flink-backfill.args --archive=log --views=views"
    })
final class RunCommand implements Callable<Integer> {
  private static final Analyses ANALYSES = Analyses.standard();
  private static final Duration REPLAY_LATENESS = Duration.ofDays(7);
  private static final Duration REPLAY_WINDOW = Duration.ofDays(91);
  private static final Duration LIVE_LATENESS = Duration.ofDays(2);
  private static final Duration LIVE_WINDOW = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Mixin private LogOptions log;

  @Option(names = "--views", paramLabel = "FOLDER|URI", description = "Folder for the views, on a disk or in an object store, such as gs://BUCKET/views.")
  private Optional<String> views;

  @Mixin private VersionOptions versions;

  @Mixin private RuleOptions rules;

  @Mixin private LiveOptions live;

  @Mixin private ArchiveOptions archiving;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  private final Function<CommandSpec, RunHandler> handlers;

  /** A run in the foreground. */
  RunCommand() {
    this(spec -> new ForegroundRuns(spec.commandLine().getOut(), spec.commandLine().getErr()));
  }

  /**
   * A run with another handler.
   *
   * @param handlers returns the handler; called once
   */
  RunCommand(Function<CommandSpec, RunHandler> handlers) {
    this.handlers = handlers;
  }

  @Override
  public Integer call() {
    beamOptions.stream().filter(option -> option.startsWith("@")).findFirst().ifPresent(this::unread);
    UsageErrors.requireKnown(spec, beamOptions);
    DataflowLimits.check(beamOptions, log.archive(), views, log.kafkaConfig());
    var cluster = log.cluster();
    if (cluster.isEmpty()) {
      return replay();
    }
    return log.until().isPresent() ? bounded(cluster.get(), log.until().get()) : live(cluster.get());
  }

  private int replay() {
    var archive = log.archive().orElseThrow(() -> missing("--archive (or --kafka)"));
    require(log.until().isEmpty(), "--until is for --kafka: an archive is always read completely");
    var decided = rules.rules(Known.NOW, REPLAY_LATENESS, REPLAY_WINDOW);
    IdleOptions.ofReplay(spec, decided.known());
    var target = versions.target(views.orElseThrow(() -> missing("--views")));
    var whole = new Replay(Folder.at(archive), target, decided, ANALYSES, rules.dates());
    var exitCode = handler().replay(versions.since().map(whole::since).orElse(whole), beamOptions);
    return Math.max(exitCode, MissingEvents.report(Folder.at(archive), spec.commandLine().getErr()));
  }

  private int bounded(KafkaCluster cluster, Until until) {
    require(log.archive().isEmpty(), "with --kafka, --archive is written by a live run only: leave out --until");
    var decided = rules.rules(Known.NOW, LIVE_LATENESS, REPLAY_WINDOW);
    if (views.isPresent()) {
      require(versions.since().isEmpty(), "--since is for a log in an archive (--archive)");
      require(decided.snapshots().isNever(), "--snapshot-every is for a log in an archive (--archive)");
      IdleOptions.ofBounded(spec, decided.known());
      var target = versions.target(views.get());
      return handler().replay(new Replay(() -> opened(cluster, until), target, decided, ANALYSES, rules.dates()), beamOptions);
    }
    require(!versions.isGiven(), "--as, --hold, --keep and --since are for files: add --views");
    require(!rules.isRange(), "--from and --to are for files: add --views");
    require(decided.snapshots().isNever(), "--snapshot-every is for a log in an archive (--archive)");
    Live.requireTopics(cluster, ANALYSES.views());
    requireWhole(cluster);
    return liveRun(cluster, decided).until(LogEnds.of(cluster, until), live.times(), beamOptions);
  }

  private static void requireWhole(KafkaCluster cluster) {
    try (var admin = cluster.admin()) {
      Topics.requireWholeLog(admin);
    }
  }

  private static Replay.Opened opened(KafkaCluster cluster, Until until) {
    try (var admin = cluster.admin()) {
      Topics.requireWholeLog(admin);
      var ends = LogEnds.of(cluster, until);
      var contents = LogIdentity.of(admin) + " until " + ends.ends();
      return new Replay.Opened(KafkaLog.until(cluster, ends), OptionalLong.of(ends.count(Kind.READING)), contents);
    }
  }

  private int live(KafkaCluster cluster) {
    require(
        rules.known().orElse(Known.THEN) == Known.THEN,
        "--known=now needs an end of the log (--until): a change that is effective before today may still be logged");
    require(!versions.isGiven(), "--as, --hold, --keep and --since are for files, which need an end of the log (--until)");
    require(views.isEmpty(), "--views needs an end of the log (--until): a live run publishes to the topics of the views");
    require(!rules.isRange(), "--from and --to are for files: a live run publishes every row");
    var decided = rules.rules(Known.THEN, LIVE_LATENESS, LIVE_WINDOW);
    var archive = log.archive().map(Folder::at);
    require(archive.isPresent() || decided.snapshots().isNever(), "--snapshot-every needs --archive, where a live run writes snapshots");
    if (archive.isPresent()) {
      // An object store is accessed before the pipeline exists.
      FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    }
    try (var compacting = new LiveCompaction(archive, spec.commandLine().getErr())) {
      return liveRun(cluster, decided)
          .live(live.times(), live.checkpoints(), archive, folder -> opened(cluster, folder, compacting), beamOptions);
    }
  }

  private LiveArchive opened(KafkaCluster cluster, Folder folder, LiveCompaction compacting) {
    var opened = archiving.open(cluster, folder);
    compacting.start();
    return opened;
  }

  private LiveRun liveRun(KafkaCluster cluster, Rules decided) {
    return new LiveRun(cluster, decided, ANALYSES, handler(), spec.commandLine().getErr());
  }

  private RunHandler handler() {
    return handlers.apply(spec);
  }

  private void unread(String file) {
    throw new ParameterException(spec.commandLine(), UsageErrors.noFile(file));
  }

  private ParameterException missing(String option) {
    return new ParameterException(spec.commandLine(), "Missing required option: " + option);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new MeterlineException(otherwise);
    }
  }
}
