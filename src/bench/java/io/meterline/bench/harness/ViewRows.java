package io.meterline.bench.harness;

import io.meterline.model.MeterlineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The rows of all five views at rest, held against one another by DuckDB. */
public final class ViewRows {
  private static final List<String> VIEWS = List.of("usage", "alerts", "cohorts", "comparisons", "rejected");

  /** Columns are compared by place, and must have the same names. */
  private static final String COLUMNS = "SELECT string_agg(column_name, ' ') FROM (DESCRIBE FROM '%s/*.parquet')";

  private static final String MORE = "SELECT count(*) FROM (FROM '%s/*.parquet' EXCEPT ALL FROM '%s/*.parquet')";

  private ViewRows() {}

  /**
   * What differs, in words; empty if every row of each view is as often on one side as on the other.
   *
   * @param left a folder of views, or one with versions of them
   * @param right such a folder
   * @throws MeterlineException if a view is missing
   */
  public static List<String> differences(Path left, Path right) {
    var differences = new ArrayList<String>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      for (var view : VIEWS) {
        var one = current(left).resolve(view);
        var other = current(right).resolve(view);
        if (!columns(statement, one).equals(columns(statement, other))) {
          differences.add(view + " has the columns " + columns(statement, other) + ", not " + columns(statement, one));
          continue;
        }
        var missing = count(statement, String.format(MORE, one, other));
        var extra = count(statement, String.format(MORE, other, one));
        if (missing + extra > 0) {
          differences.add(view + " lacks " + missing + " rows and has " + extra + " that it should not");
        }
      }
    } catch (SQLException e) {
      throw new MeterlineException("cannot compare " + left + " and " + right + ": " + e.getMessage(), e);
    }
    return differences;
  }

  private static String columns(Statement statement, Path view) throws SQLException {
    try (var row = statement.executeQuery(String.format(COLUMNS, view))) {
      row.next();
      return row.getString(1);
    }
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Path current(Path folder) {
    var current = folder.resolve("current");
    return Files.exists(current) ? current : folder;
  }
}
