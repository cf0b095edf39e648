package io.meterline.app.cli;

import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.TopicView;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.StoredView;
import io.meterline.model.view.View;

/** Views at a location given by the user. */
@FunctionalInterface
interface ViewsAt {
  /** The prefix of a location that is not a folder. */
  String KAFKA = "kafka://";

  /**
   * A view at this location.
   *
   * @throws io.meterline.model.MeterlineException if it does not exist or cannot be read
   */
  StoredView of(View view);

  /**
   * The views at a location.
   *
   * @param location a folder or URI, with {@code @NAME} appended for one of its versions; or {@code kafka://HOST:PORT}
   * @param kafkaConfig the location of Kafka client properties
   * @throws io.meterline.model.MeterlineException if Kafka cannot be reached there, or lacks a topic
   */
  static ViewsAt of(String location, KafkaConfigOption kafkaConfig) {
    if (!location.startsWith(KAFKA)) {
      // One version for all views, whatever is published meanwhile.
      var views = Versions.read(location);
      return view -> ViewReader.of(views, view);
    }
    var bootstrap = location.substring(KAFKA.length());
    var cluster = kafkaConfig.cluster(bootstrap);
    try (var admin = cluster.admin()) {
      Topics.requireViews(admin, Analyses.standard().views());
    }
    return view -> TopicView.of(cluster, view);
  }
}
