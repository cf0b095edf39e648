package io.meterline.page.live;

import io.meterline.connect.kafka.views.RowJson;
import io.meterline.model.view.Column;
import io.meterline.model.view.View;
import io.meterline.page.query.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The rows of views in tables of a database, with the columns and types that the views have in Parquet. A batch is a transaction:
 * a reader sees all of it or nothing.
 *
 * <p>The tables have no index, which would have to fit in memory. A row is replaced by a join of the table with the batch, over the
 * range of dates that the batch has.
 */
final class LiveTables implements AutoCloseable {
  private static final String STAGED = "batch";

  private final DuckDBConnection connection;
  private Optional<Instant> usageUntil = Optional.empty();
  private boolean hasChanged = true;

  /**
   * The tables of a database.
   *
   * @param connection is closed with this
   */
  LiveTables(Connection connection) throws SQLException {
    this.connection = connection.unwrap(DuckDBConnection.class);
    this.connection.setAutoCommit(false);
  }

  /** Creates the tables that are not there. */
  void create(List<View> views) throws SQLException {
    transaction(
        () -> {
          execute("CREATE SCHEMA IF NOT EXISTS " + Source.Live.SCHEMA);
          for (var view : views) {
            execute("CREATE TABLE IF NOT EXISTS " + ViewSql.table(view) + "(" + ViewSql.columns(view) + ")");
          }
        });
  }

  /** Applies a batch. If it fails, nothing has changed. */
  void write(Batch batch) throws SQLException {
    hasChanged = true;
    transaction(
        () -> {
          for (var view : batch.views()) {
            write(view, batch.changes(view));
          }
        });
  }

  /** Removes the rows of a view. */
  void clear(View view) throws SQLException {
    hasChanged = true;
    transaction(() -> execute("DELETE FROM " + ViewSql.table(view)));
  }

  /**
   * Until when readings are in the rows of usage, see {@link UsageEnd}.
   *
   * @param now the clock
   */
  Optional<Instant> usageUntil(Instant now) throws SQLException {
    if (hasChanged) {
      // A transaction that stayed open would keep what is replaced.
      transaction(() -> usageUntil = UsageEnd.of(connection, now));
      hasChanged = false;
    }
    return usageUntil;
  }

  private void write(View view, Collection<Change> changes) throws SQLException {
    execute("CREATE OR REPLACE TEMP TABLE " + STAGED + "(" + ViewSql.columns(view) + ", is_deleted BOOLEAN)");
    try (var rows = connection.createAppender("temp", "main", STAGED)) {
      for (var change : changes) {
        append(change, rows);
      }
    }
    var isReplaced = "EXISTS (SELECT 1 FROM temp.main." + STAGED + " AS b WHERE " + ViewSql.sameKey(view) + ")";
    execute("DELETE FROM " + ViewSql.table(view) + " AS t WHERE " + ViewSql.inRange(view, changes) + isReplaced);
    execute("INSERT INTO " + ViewSql.table(view) + " SELECT * EXCLUDE (is_deleted) FROM temp.main." + STAGED + " WHERE NOT is_deleted");
  }

  private static void append(Change change, DuckDBAppender rows) throws SQLException {
    var keyColumns = RowJson.keyColumns(change.view());
    rows.beginRow();
    for (var i = 0; i < change.view().columns().size(); i++) {
      var column = i;
      var keyIndex = keyColumns.indexOf(i);
      var value =
          change.row().map(row -> row.find(column)).orElseGet(() -> keyIndex < 0 ? Optional.empty() : change.key().get(keyIndex));
      append(change.view().columns().get(i).type(), value, rows);
    }
    rows.append(change.row().isEmpty());
    rows.endRow();
  }

  private static void append(Column.Type type, Optional<Object> value, DuckDBAppender rows) throws SQLException {
    if (value.isEmpty()) {
      rows.appendNull();
      return;
    }
    switch (type) {
      case STRING -> rows.append((String) value.get());
      case INT -> rows.append((Integer) value.get());
      case LONG -> rows.append((Long) value.get());
      case DATE -> rows.append((LocalDate) value.get());
      case TIMESTAMP -> rows.append(((Instant) value.get()).atOffset(ZoneOffset.UTC));
      case LONGS -> rows.append((List<?>) value.get());
      case BYTES -> throw new IllegalArgumentException("views that are published have no bytes");
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }

  private void transaction(Work work) throws SQLException {
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
