package io.meterline.app.launch;

import io.meterline.app.process.Stop;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.KafkaViews;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.View;
import io.meterline.pipeline.ComparisonsInOrder;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.MeterlinePipeline;
import io.meterline.pipeline.Rules;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * A run of the pipeline that publishes views to their topics.
 *
 * @param cluster where the topics are
 * @param log the log; the run ends with it, or continues until it is stopped if the log has no end
 * @param rules what decides the views
 * @param analyses what it computes
 * @param timeouts how long it waits before it reports a problem
 * @param snapshots writes the snapshots of devices, if any are written
 */
public record Live(
    KafkaCluster cluster,
    Log.Source log,
    Rules rules,
    Analyses analyses,
    Timeouts timeouts,
    Optional<PTransform<PCollection<PackedRows>, PDone>> snapshots) {
  /** A run that writes no snapshots. */
  public Live(KafkaCluster cluster, Log.Source log, Rules rules, Analyses analyses, Timeouts timeouts) {
    this(cluster, log, rules, analyses, timeouts, Optional.empty());
  }

  /** A run with the default timeout for Kafka, in which stalled results are not reported. */
  public Live(KafkaCluster cluster, Log.Source log, Rules rules, Analyses analyses) {
    this(cluster, log, rules, analyses, Timeouts.bounded(Timeouts.DEFAULT_UNREACHABLE));
  }

  /**
   * Checks that Kafka has all topics, including those of the given views, correctly configured.
   *
   * @throws MeterlineException if not, within seconds
   */
  public static void requireTopics(KafkaCluster cluster, List<View> views) {
    try (var admin = cluster.admin()) {
      Topics.requireLog(admin);
      Topics.requireViews(admin, views);
    }
  }

  /**
   * Runs the pipeline until the log ends, or until it is stopped.
   *
   * @return what it counted; empty if the runner does not report it, as may happen when it is stopped
   * @throws MeterlineException if it failed
   */
  public Optional<Counts> run(PipelineOptions options, RunObserver observer, Stop stop) {
    return new Execution(pipeline(options), observer, stop).finish();
  }

  /** The pipeline of this run, which the caller starts. */
  public Pipeline pipeline(PipelineOptions options) {
    var pipeline = Pipeline.create(options);
    var sink = new KafkaViews(cluster, timeouts.unreachable().orElse(Timeouts.DEFAULT_UNREACHABLE));
    MeterlinePipeline.build(
        pipeline,
        log,
        rules,
        analyses,
        (rows, views) -> {
          // Before snapshots, too: they are complete when the comparisons until their time are published.
          var ordered = rows.apply("Comparisons in order", new ComparisonsInOrder(rules));
          sink.write(ordered, views);
          snapshots.ifPresent(write -> ordered.apply("Write snapshots", write));
        });
    return pipeline;
  }
}
