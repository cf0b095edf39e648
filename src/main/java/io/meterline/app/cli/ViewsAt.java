package io.meterline.app.cli;

import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.TopicView;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.StoredView;
import io.meterline.model.view.View;

/** Where a user says that views are. */
@FunctionalInterface
interface ViewsAt {
  /** What a place begins with that is no folder. */
  String KAFKA = "kafka://";

  /**
   * A view as it is there.
   *
   * @throws io.meterline.model.MeterlineException if it is not, or cannot be read
   */
  StoredView of(View view);

  /**
   * The views of a place.
   *
   * @param place a folder or URI, {@code @NAME} behind it for one of its versions; or {@code kafka://HOST:PORT}
   * @param kafkaConfig where the properties of Kafka's clients are
   * @throws io.meterline.model.MeterlineException if Kafka cannot be reached there, or lacks a topic
   */
  static ViewsAt of(String place, KafkaConfigOption kafkaConfig) {
    if (!place.startsWith(KAFKA)) {
      // One version for all views, whatever readers are turned to meanwhile.
      var views = Versions.read(place);
      return view -> ViewReader.of(views, view);
    }
    var bootstrap = place.substring(KAFKA.length());
    var cluster = kafkaConfig.cluster(bootstrap);
    try (var admin = cluster.admin()) {
      Topics.requireViews(admin, Analyses.standard().views());
    }
    return view -> TopicView.of(cluster, view);
  }
}
