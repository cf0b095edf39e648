package io.meterline.page.live;

import io.meterline.connect.kafka.views.RowJson;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.View;
import io.meterline.page.query.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /** Of fixed width, so that times sort as text. */
  private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

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
            execute("CREATE TABLE IF NOT EXISTS " + table(view) + "(" + columns(view) + ")");
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
    transaction(() -> execute("DELETE FROM " + table(view)));
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
    execute("CREATE OR REPLACE TEMP TABLE " + STAGED + "(" + columns(view) + ", is_deleted BOOLEAN)");
    try (var rows = connection.createAppender("temp", "main", STAGED)) {
      for (var change : changes) {
        append(change, rows);
      }
    }
    execute("DELETE FROM " + table(view) + " AS t WHERE " + inRange(view, changes) + "EXISTS (SELECT 1 FROM temp.main." + STAGED + " AS b WHERE " + sameKey(view) + ")");
    execute("INSERT INTO " + table(view) + " SELECT * EXCLUDE (is_deleted) FROM temp.main." + STAGED + " WHERE NOT is_deleted");
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

  /** Tables are sorted by the time of publishing, and so nearly by date: most of a table is never joined. */
  private static String inRange(View view, Collection<Change> changes) {
    var column = view.columns().get(view.datedBy());
    if (column.presence() == Presence.OPTIONAL) {
      return "";
    }
    var dates = changes.stream().map(change -> literal(change.keyValue(column.name()).orElseThrow())).sorted().toList();
    return "t." + quoted(column) + " BETWEEN " + dates.get(0) + " AND " + dates.get(dates.size() - 1) + " AND ";
  }

  /** A date or time in SQL. Those of the years that events have are in order as text. */
  private static String literal(Object date) {
    return date instanceof Instant time ? "TIMESTAMPTZ '" + TIME.format(time) + "'" : "DATE '" + date + "'";
  }

  private static String sameKey(View view) {
    return RowJson.keyColumns(view).stream()
        .map(index -> quoted(view.columns().get(index)))
        .map(name -> "t." + name + " IS NOT DISTINCT FROM b." + name)
        .collect(Collectors.joining(" AND "));
  }

  private static String columns(View view) {
    return view.columns().stream().map(column -> quoted(column) + " " + type(column.type())).collect(Collectors.joining(", "));
  }

  private static String type(Column.Type type) {
    return switch (type) {
      case STRING -> "VARCHAR";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case LONGS -> "BIGINT[]";
      case BYTES -> "BLOB";
    };
  }

  private static String table(View view) {
    return Source.Live.SCHEMA + ".\"" + view.name() + "\"";
  }

  private static String quoted(Column column) {
    return "\"" + column.name() + "\"";
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
