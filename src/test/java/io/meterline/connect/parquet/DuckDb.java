package io.meterline.connect.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** DuckDB, as another reader and writer of the files. */
public final class DuckDb {
  private DuckDb() {}

  /** The first column of a query's result, as text. */
  public static List<String> query(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var results = statement.executeQuery(sql)) {
      var rows = new ArrayList<String>();
      while (results.next()) {
        rows.add(results.getString(1));
      }
      return rows;
    }
  }

  /** Writes a query's result to a Parquet file, and creates the folders above it. */
  public static Path write(Path file, String sql) throws SQLException, IOException {
    return write(file, sql, "");
  }

  /**
   * Writes a query's result to a Parquet file, and creates the folders above it.
   *
   * @param options options of COPY, each preceded by a comma
   */
  static Path write(Path file, String sql, String options) throws SQLException, IOException {
    Files.createDirectories(file.getParent());
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("COPY (" + sql + ") TO '" + file + "' (FORMAT parquet" + options + ")");
    }
    return file;
  }
}
