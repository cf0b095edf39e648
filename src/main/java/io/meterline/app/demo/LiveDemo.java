package io.meterline.app.demo;

import io.meterline.app.launch.Counts;
import io.meterline.app.launch.Live;
import io.meterline.app.launch.RunObserver;
import io.meterline.app.launch.Runners;
import io.meterline.app.process.Stop;
import io.meterline.app.simulate.BadLine;
import io.meterline.app.simulate.LiveSimulation;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogPublisher;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.Kind;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A live run in one process: homes that report, the pipeline, and a consumer of its alerts. */
public final class LiveDemo {
  private static final Analyses ANALYSES = Analyses.standard();
  private static final int HOMES = 12;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LATENESS = Duration.ofHours(1);
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  /** How soon a request to stop is noticed. */
  private static final Duration LONGEST_POLL = Duration.ofMillis(200);

  private static final int PARTITIONS = 1;
  private static final String BAD_LINE = "bad-line";

  private final KafkaCluster cluster;
  private final LiveDemoText text;
  private final Clock clock = Clock.systemUTC();
  private final LiveSimulation homes = new LiveSimulation(HOMES, SECOND, 18);
  private final BadLine badLine = new BadLine(BAD_LINE);

  /** A demo on a cluster that has no topics yet. */
  public LiveDemo(KafkaCluster cluster, LiveDemoText text) {
    this.cluster = cluster;
    this.text = text;
  }

  /**
   * Runs until it is stopped.
   *
   * @param howLong how long until it stops by itself
   */
  public void run(Duration howLong, Stop stop) {
    try (var admin = cluster.admin()) {
      Topics.create(admin, ANALYSES.views(), PARTITIONS, Optional.empty());
    }
    text.begins(HOMES, BAD_LINE, cluster.bootstrap());
    var end = clock.instant().plus(howLong);
    var pipelineStop = new Stop();
    var pipeline = pipeline(pipelineStop);
    try (var publisher = LogPublisher.to(cluster);
        var alerts = AlertWatch.of(cluster)) {
      var log = new LiveDemoLog(publisher, text);
      homes.open(clock.instant(), log.quiet());
      badLine.open(clock.instant(), log.quiet());
      publisher.flush();
      text.settingsAreIn(log.changes());
      var second = Instant.ofEpochSecond(clock.instant().getEpochSecond() + 1);
      while (clock.instant().isBefore(end) && !stop.isRequested() && !pipeline.isDone()) {
        if (clock.instant().isBefore(second)) {
          alerts.poll(shorter(Duration.between(clock.instant(), second), LONGEST_POLL)).forEach(text::news);
        } else {
          homes.second(second.getEpochSecond(), log);
          badLine.second(second.getEpochSecond(), log);
          second = second.plus(SECOND);
        }
      }
      pipelineStop.request();
      text.ends(log.readings(), log.changes(), ended(pipeline));
    } finally {
      pipelineStop.request();
    }
  }

  private CompletableFuture<Optional<Counts>> pipeline(Stop stop) {
    var source = KafkaLog.live(cluster, Map.of(Kind.READING, PARTITIONS, Kind.SETTING, PARTITIONS), Duration.ZERO, SLACK);
    var live = new Live(cluster, source, new Rules(Known.THEN, LATENESS, Windows.of(SECOND)), ANALYSES);
    // One thread, so that the rows of a key are published in their order.
    var options = Runners.options(List.of("--runner=DirectRunner", "--targetParallelism=1"));
    var ended = new CompletableFuture<Optional<Counts>>();
    var thread =
        new Thread(
            () -> {
              try {
                ended.complete(live.run(options, RunObserver.NONE, stop));
              } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
              }
            },
            "live");
    thread.setDaemon(true);
    thread.start();
    return ended;
  }

  /** What the pipeline counted, if it reports that in time. */
  private static Optional<Counts> ended(CompletableFuture<Optional<Counts>> pipeline) {
    try {
      return pipeline.get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
