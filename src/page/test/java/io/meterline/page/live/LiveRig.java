package io.meterline.page.live;

import io.meterline.cluster.Waiting;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.page.query.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Live views of a cluster in a database of their own. */
final class LiveRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Database database = Database.open();
  final Feed feed = Feed.start();
  final LiveViews live;

  LiveRig(KafkaCluster cluster) {
    this(cluster, InstantSource.system());
  }

  LiveRig(KafkaCluster cluster, InstantSource clock) {
    this.live = LiveViews.start(cluster, database::connection, feed, clock);
  }

  /** Waits until the state is as wanted, and returns it. */
  LiveState await(Predicate<LiveState> wanted) {
    Waiting.until(PATIENCE, () -> wanted.test(live.state()), () -> live.state().toString());
    return live.state();
  }

  /** Waits until SQL returns these rows, each as text with spaces between its cells. */
  void awaitRows(String sql, String... rows) {
    Waiting.until(PATIENCE, () -> rows(sql).equals(List.of(rows)), () -> rows(sql) + ", " + live.state());
  }

  /** The rows that SQL returns, each as text with spaces between its cells. */
  List<String> rows(String sql) {
    try (var connection = database.connection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        var row = new ArrayList<String>();
        for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(String.join(" ", row));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  @Override
  public void close() {
    live.close();
    feed.close();
    database.close();
  }
}
