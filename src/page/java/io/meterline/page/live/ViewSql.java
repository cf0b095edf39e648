package io.meterline.page.live;

import io.meterline.connect.kafka.views.RowJson;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.View;
import io.meterline.page.query.Source;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.stream.Collectors;

/** Views in SQL. */
final class ViewSql {
  /** Of fixed width, so that times sort as text. */
  private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private ViewSql() {}

  /**
   * The condition, with an AND, that a row {@code t} is within the dates of changes; empty if rows may have none. Tables are sorted by
   * the time of publishing, and so nearly by date: most of a table is then never joined.
   */
  static String inRange(View view, Collection<Change> changes) {
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

  /** The condition that rows {@code t} and {@code b} have the same key. */
  static String sameKey(View view) {
    return RowJson.keyColumns(view).stream()
        .map(index -> quoted(view.columns().get(index)))
        .map(name -> "t." + name + " IS NOT DISTINCT FROM b." + name)
        .collect(Collectors.joining(" AND "));
  }

  /** The columns of a table, with the types that they have in Parquet. */
  static String columns(View view) {
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

  /** The name of the table of a view. */
  static String table(View view) {
    return Source.Live.SCHEMA + ".\"" + view.name() + "\"";
  }

  private static String quoted(Column column) {
    return "\"" + column.name() + "\"";
  }
}
