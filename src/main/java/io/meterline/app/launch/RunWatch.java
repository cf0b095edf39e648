package io.meterline.app.launch;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.TopicsCheck;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Monitors a run from outside the pipeline, in a thread of its own: reports stalled results and an unavailable Kafka, and ends
 * the run if Kafka is unavailable for too long.
 */
public final class RunWatch {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final KafkaCluster cluster;
  private final List<View> views;
  private final Consumer<String> report;
  private final Supplier<Optional<Counts>> counts;
  private final Outage outage;
  private final Optional<StallDetector> stallDetector;
  private final long began = System.nanoTime();
  private volatile Optional<String> reason = Optional.empty();

  /**
   * A watch over a run that starts now.
   *
   * @param views the views that it publishes
   * @param timeouts how long it waits before it reports something
   * @param report is given a line, on the thread of the watch
   * @param counts what the run has counted so far, if that is known
   */
  public RunWatch(
      KafkaCluster cluster, List<View> views, Timeouts timeouts, Consumer<String> report, Supplier<Optional<Counts>> counts) {
    this.cluster = cluster;
    this.views = views;
    this.report = report;
    this.counts = counts;
    this.outage = new Outage(timeouts.unreachable());
    this.stallDetector = timeouts.stall().map(StallDetector::new);
  }

  /**
   * Watches during a run.
   *
   * @param end ends the run if Kafka is unavailable for too long
   * @return the result of the run
   * @throws MeterlineException if the watch ended the run
   */
  public <T> T during(Supplier<T> run, Runnable end) {
    var watch = Executors.newSingleThreadScheduledExecutor(RunWatch::thread);
    var topics = new TopicsCheck(cluster, views);
    watch.scheduleWithFixedDelay(() -> check(topics, end), INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return outcome(run);
    } finally {
      watch.execute(topics::close);
      watch.shutdown();
    }
  }

  /** The reason why the watch ended a run is more useful than the exception that ending it caused. */
  private <T> T outcome(Supplier<T> run) {
    T result;
    try {
      result = run.get();
    } catch (RuntimeException e) {
      if (reason.isEmpty()) {
        throw e;
      }
      var ended = new MeterlineException(reason.get());
      ended.addSuppressed(e);
      throw ended;
    }
    if (reason.isPresent()) {
      throw new MeterlineException(reason.get());
    }
    return result;
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "watch");
    thread.setDaemon(true);
    return thread;
  }

  private void check(TopicsCheck topics, Runnable end) {
    // A check that fails must not prevent later checks, nor the other check: only that of Kafka can end a run.
    if (reason.isEmpty()) {
      attempt(() -> checkKafka(topics, end));
      attempt(this::checkResults);
    }
  }

  private static void attempt(Runnable check) {
    try {
      check.run();
    } catch (RuntimeException e) {
      // It is repeated in two seconds.
    }
  }

  private void checkResults() {
    stallDetector.ifPresent(detector -> counts.get().flatMap(soFar -> detector.observe(now(), soFar)).ifPresent(report));
  }

  private void checkKafka(TopicsCheck topics, Runnable end) {
    var trouble = topics.trouble();
    outage.observe(now(), trouble).ifPresent(report);
    if (trouble.isPresent() && outage.isOver(now())) {
      reason = trouble.map(what -> what + "; that lasted longer than --unreachable-timeout");
      end.run();
    }
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
