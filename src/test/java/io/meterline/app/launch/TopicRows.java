package io.meterline.app.launch;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.RowJson;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The current rows, by view, each as text. */
public final class TopicRows {
  private TopicRows() {}

  /** The last row of each key in the topics. */
  static Map<String, TreeSet<String>> of(KafkaCluster cluster) {
    var all = new HashMap<String, TreeSet<String>>();
    for (var view : Analyses.standard().views()) {
      all.put(view.name(), of(cluster, view));
    }
    return all;
  }

  /** The rows in a folder of views. */
  static Map<String, TreeSet<String>> of(Path views) {
    var all = new HashMap<String, TreeSet<String>>();
    for (var view : Analyses.standard().views()) {
      var rows = new TreeSet<String>();
      ViewReader.of(Versions.read(views.toString()), view).read(row -> rows.add(row.toString()));
      all.put(view.name(), rows);
    }
    return all;
  }

  /** The last row of each key in the topic of a view. */
  static TreeSet<String> of(KafkaCluster cluster, View view) {
    return new TreeSet<>(last(cluster, view).values().stream().map(Row::toString).toList());
  }

  /** The rows of a view in a folder of views. */
  static TreeSet<String> of(Path views, View view) {
    var rows = new TreeSet<String>();
    ViewReader.of(Versions.read(views.toString()), view).read(row -> rows.add(row.toString()));
    return rows;
  }

  private static Map<String, Row> last(KafkaCluster cluster, View view) {
    var rows = new HashMap<String, Row>();
    TopicReader.readToEnd(
        cluster,
        Topics.of(view),
        record -> {
          var key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            rows.remove(key);
          } else {
            rows.put(key, RowJson.read(view, record.value()));
          }
        });
    return rows;
  }
}
