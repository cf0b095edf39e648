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
 * Looks after a run from outside of it, in a thread of its own: says when its results stand still, or when it has nowhere to go,
 * and ends it when that lasts too long.
 */
public final class RunWatch {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final KafkaCluster cluster;
  private final List<View> views;
  private final Consumer<String> say;
  private final Supplier<Optional<Counts>> counts;
  private final Outage outage;
  private final Optional<Standstill> standstill;
  private final long began = System.nanoTime();
  private volatile Optional<String> reason = Optional.empty();

  /**
   * A watch over a run that begins now.
   *
   * @param views the views that it publishes
   * @param patience how long it waits before it says something
   * @param say takes a line, from the thread of the watch
   * @param counts what the run has counted so far, if that is known
   */
  public RunWatch(
      KafkaCluster cluster, List<View> views, Patience patience, Consumer<String> say, Supplier<Optional<Counts>> counts) {
    this.cluster = cluster;
    this.views = views;
    this.say = say;
    this.counts = counts;
    this.outage = new Outage(patience.brokers());
    this.standstill = patience.results().map(Standstill::new);
  }

  /**
   * Watches while a run goes on.
   *
   * @param ends ends the run, which has nowhere to go
   * @return what the run gives
   * @throws MeterlineException if the watch had it ended
   */
  public <T> T during(Supplier<T> run, Runnable ends) {
    var watch = Executors.newSingleThreadScheduledExecutor(RunWatch::thread);
    var check = new TopicsCheck(cluster, views);
    watch.scheduleWithFixedDelay(() -> look(check, ends), BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return outcome(run);
    } finally {
      watch.execute(check::close);
      watch.shutdown();
    }
  }

  /** Why the watch ended a run says more than what came of ending it. */
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

  private void look(TopicsCheck check, Runnable ends) {
    // A look that fails must not be the last, nor keep the other from being taken: Kafka's is the one that ends a run.
    if (reason.isEmpty()) {
      tried(() -> lookAtKafka(check, ends));
      tried(this::lookAtResults);
    }
  }

  private static void tried(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      // What is seen now and then only: the next look is two seconds away.
    }
  }

  private void lookAtResults() {
    standstill.ifPresent(still -> counts.get().flatMap(so -> still.look(now(), so)).ifPresent(say));
  }

  private void lookAtKafka(TopicsCheck check, Runnable ends) {
    var trouble = check.trouble();
    outage.look(now(), trouble).ifPresent(say);
    if (trouble.isPresent() && outage.isOver(now())) {
      reason = trouble.map(what -> what + "; that lasted longer than --unreachable-timeout");
      ends.run();
    }
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
