package io.meterline.connect.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How other tools find the version that is theirs, as docs/backfill.md tells them. */
class ReadersTest {
  @TempDir Path temp;

  @Test
  void twoLinesOfSqlReadTheCurrentVersionThroughItsPointer() throws SQLException {
    var views = temp.resolve("views");
    succeeds("simulate", "--devices", 6, "--days", 4, "--seed", 5, "--out", temp.resolve("log"));
    succeeds("run", "--archive", temp.resolve("log"), "--views", "file://" + views, "--as=all");
    succeeds("run", "--archive", temp.resolve("log"), "--views", "file://" + views, "--as=part", "--from=2024-03-06", "--hold");
    assertTrue(firstDay(views).compareTo("2024-03-06") < 0);
    succeeds("views", "switch", "file://" + views, "part");
    assertEquals("2024-03-06", firstDay(views));
  }

  private static String firstDay(Path views) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET VARIABLE version = (SELECT trim(content, E'\\n') FROM read_text('" + views + "/current'))");
      try (var rows =
          statement.executeQuery(
              "SELECT min(date) FROM read_parquet('" + views + "/versions/' || getvariable('version') || '/usage/*.parquet')")) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private static void succeeds(Object... words) {
    var run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
  }
}
