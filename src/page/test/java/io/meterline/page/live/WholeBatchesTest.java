package io.meterline.page.live;

import static io.meterline.page.live.Publisher.DAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.RowJson;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Row;
import io.meterline.page.query.Database;
import java.sql.SQLException;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Whoever reads the tables while they are written sees a batch whole or not at all. */
class WholeBatchesTest {
  private static final int BATCHES = 100;
  private static final int DEVICES = 300;

  /** The batches that rows of two views are of, and whether each view has all its rows. */
  private static final String SEEN =
      """
      SELECT count(DISTINCT batch), count(*), min(batch) FROM (
        SELECT milliwatt_hours AS batch FROM live.usage UNION ALL SELECT milliwatt_hours FROM live.comparisons)
      """;

  @Test
  void aReaderNeverSeesRowsOfTwoBatchesOrNoneOfWhatIsReplaced() throws Exception {
    var isWritten = new AtomicBoolean();
    try (var database = Database.open();
        var tables = new LiveTables(database.connection())) {
      tables.create(Analyses.standard().views());
      tables.write(batch(0));
      var seen = CompletableFuture.supplyAsync(() -> read(database, isWritten));
      for (var i = 1; i <= BATCHES; i++) {
        tables.write(batch(i));
      }
      isWritten.set(true);
      var batches = seen.get();
      assertEquals(BATCHES, batches.last());
      assertTrue(batches.size() > 2, () -> "read between batches: " + batches);
    }
  }

  /** Every batch that a reader has seen until all were written, and the last. */
  private static TreeSet<Integer> read(Database database, AtomicBoolean isWritten) {
    var batches = new TreeSet<Integer>();
    try (var connection = database.connection();
        var statement = connection.prepareStatement(SEEN)) {
      for (var isLast = false; !isLast; ) {
        isLast = isWritten.get();
        try (var result = statement.executeQuery()) {
          result.next();
          assertEquals(1, result.getInt(1), "batches seen together");
          assertEquals(2 * DEVICES, result.getInt(2), "rows seen");
          batches.add(result.getInt(3));
        }
      }
      return batches;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static Batch batch(int number) {
    var batch = new Batch();
    for (var i = 0; i < DEVICES; i++) {
      add(batch, Publisher.usage("m" + i, DAY, number));
      add(batch, Comparison.COMPARISONS.row(1, "m" + i, DAY, "flats", (long) number, 1L, (long) DEVICES, 86_400L));
    }
    assertEquals(0, batch.unreadable());
    assertEquals(DEVICES, batch.changes(Usage.VIEW).size());
    return batch;
  }

  private static void add(Batch batch, Row row) {
    batch.add(row.view(), new ConsumerRecord<>(Topics.of(row.view()), 0, 0, RowJson.key(row), RowJson.value(row)));
  }
}
