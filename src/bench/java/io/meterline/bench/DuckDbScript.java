package io.meterline.bench;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** SQL files that DuckDB runs one after the other, on two threads and within four gigabytes. */
final class DuckDbScript {
  private static final List<String> SETTINGS =
      List.of(
          "SET threads = 2",
          "SET memory_limit = '4GB'",
          // The order of rows within files means nothing, and keeping it costs.
          "SET preserve_insertion_order = false",
          "SET TimeZone = 'UTC'");

  private DuckDbScript() {}

  /** Runs files of the class path, in which statements end with a semicolon at the end of a line. */
  static void run(Path data, Path out, List<String> files) throws IOException, SQLException {
    Files.createDirectories(out);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET temp_directory = '" + out.resolve("spill") + "'");
      for (var setting : SETTINGS) {
        statement.execute(setting);
      }
      for (var file : files) {
        for (var sql : text(file).replace("${DATA}", data.toString()).replace("${OUT}", out.toString()).split(";\\s*\\n")) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
      }
    }
  }

  private static String text(String file) throws IOException {
    try (var in = DuckDbScript.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new MeterlineException("there is no " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
