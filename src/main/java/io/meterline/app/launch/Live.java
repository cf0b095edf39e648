package io.meterline.app.launch;

import io.meterline.app.process.Stop;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.KafkaViews;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.MeterlinePipeline;
import io.meterline.pipeline.Rules;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A run of the pipeline that publishes views to their topics.
 *
 * @param cluster where the topics are
 * @param log the log; the run ends with it, and goes on until it is stopped if it has no end
 * @param rules what decides the views
 * @param analyses what it computes
 * @param patience how long it waits before something is said to be wrong
 */
public record Live(KafkaCluster cluster, Log.Source log, Rules rules, Analyses analyses, Patience patience) {
  /** A run with the usual patience, of which it is not said when its results stand still. */
  public Live(KafkaCluster cluster, Log.Source log, Rules rules, Analyses analyses) {
    this(cluster, log, rules, analyses, Patience.bounded(Patience.USUAL_BROKERS));
  }

  /**
   * Makes sure that Kafka is there with all topics, those of the given views among them, as they must be.
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
   * @return what it counted; empty if the runner does not tell, which it may not when it is stopped
   * @throws MeterlineException if it could not go on
   */
  public Optional<Counts> run(PipelineOptions options, RunObserver observer, Stop stop) {
    return new Execution(pipeline(options), observer, stop).finish();
  }

  /** The pipeline, to be run without being looked after. */
  public Pipeline pipeline(PipelineOptions options) {
    var pipeline = Pipeline.create(options);
    var sink = new KafkaViews(cluster, patience.brokers().orElse(Patience.USUAL_BROKERS));
    MeterlinePipeline.build(pipeline, log, rules, analyses, sink);
    return pipeline;
  }
}
