package io.meterline.page.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.demo.LocalBroker;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.views.TopicView;
import io.meterline.connect.parquet.ViewFile;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.Row;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is published to the topics, the tables have the last row of each key, as Parquet files of these rows do. */
class LiveTablesTest {
  private static final int PARTITIONS = 3;

  @TempDir private static Path folder;
  private static LocalBroker broker;
  private static KafkaCluster cluster;

  @BeforeAll
  static void start() {
    broker = LocalBroker.start(folder.resolve("broker"));
    cluster = KafkaCluster.at(broker.bootstrap());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void tablesHaveTheLastRowOfEachKeyWithTheColumnsAndTypesOfParquet(long seed) throws Exception {
    try (var admin = cluster.admin()) {
      TestTopics.deleteAll(admin);
    }
    Publisher.createTopics(cluster, PARTITIONS);
    var rows = new RandomRows(seed);
    try (var publisher = new Publisher(cluster)) {
      // More than a batch before it starts, and in small steps while it reads.
      rows.publish(publisher, 7_000);
      try (var rig = new LiveRig(cluster)) {
        for (var i = 0; i < 30; i++) {
          rows.publish(publisher, 40);
        }
        for (var view : Analyses.standard().views()) {
          assertEquals(Set.copyOf(rows.left(view)), Set.copyOf(inTopic(view)), "what the topic has");
          awaitSame(rig, view, rows.left(view));
        }
        assertEquals(0, rig.live.state().unreadable());
      }
    }
  }

  private List<Row> inTopic(View view) {
    var rows = new ArrayList<Row>();
    TopicView.of(cluster, view).read(rows::add);
    return rows;
  }

  private void awaitSame(LiveRig rig, View view, List<Row> rows) throws IOException {
    var file = folder.resolve(view.name() + ".parquet");
    ViewFile.write(file, Table.of(view, rows));
    var parquet = "read_parquet('" + file + "')";
    var table = "live." + view.name();
    assertEquals(rig.rows("DESCRIBE SELECT * FROM " + parquet), rig.rows("DESCRIBE SELECT * FROM " + table));
    rig.awaitRows(
        "SELECT count(*) FROM ((FROM " + parquet + " EXCEPT ALL FROM " + table + ") UNION ALL (FROM " + table + " EXCEPT ALL FROM " + parquet + "))",
        "0");
  }
}
