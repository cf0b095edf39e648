package io.meterline.connect.versions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.connect.files.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How other tools find the current version, as documented in docs/backfill.md. */
class ReadersTest {
  @TempDir Path temp;

  @BeforeEach
  void simulate() {
    succeeds("simulate", "--devices", 6, "--days", 4, "--seed", 5, "--out", temp.resolve("log"));
  }

  @Test
  void onADiskALinkPointsToTheCurrentVersion() throws SQLException, IOException {
    var views = temp.resolve("views");
    replay(views);
    assertTrue(firstDay("'" + views + "/current/usage/*.parquet'").compareTo("2024-03-06") < 0);
    succeeds("views", "switch", views, "part");
    assertEquals("2024-03-06", firstDay("'" + views + "/current/usage/*.parquet'"));
    assertEquals(Path.of("versions/part"), Files.readSymbolicLink(views.resolve("current")));
  }

  /** As in an object store, whose objects are copied to where DuckDB can read them. */
  @Test
  void inAStoreTwoLinesOfSqlReadTheCurrentVersionThroughItsPointer() throws SQLException, IOException {
    var store = MemoryStore.create();
    replay(store.uri("views"));
    assertTrue(firstDayThroughPointer(store).compareTo("2024-03-06") < 0);
    succeeds("views", "switch", store.uri("views"), "part");
    assertEquals("2024-03-06", firstDayThroughPointer(store));
  }

  private void replay(Object views) {
    succeeds("run", "--archive", temp.resolve("log"), "--views", views, "--as=all");
    succeeds("run", "--archive", temp.resolve("log"), "--views", views, "--as=part", "--from=2024-03-06", "--hold");
  }

  private String firstDayThroughPointer(MemoryStore store) throws SQLException, IOException {
    var copy = Files.createTempDirectory(temp, "copy");
    for (var object : store.objects("views/").entrySet()) {
      var file = copy.resolve(object.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, object.getValue());
    }
    return firstDay(
        "read_parquet('" + copy + "/versions/' || getvariable('version') || '/usage/*.parquet')",
        "SET VARIABLE version = (SELECT trim(content, E'\\n') FROM read_text('" + copy + "/current'))");
  }

  private static String firstDay(String files, String... before) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      for (var line : before) {
        statement.execute(line);
      }
      try (var rows = statement.executeQuery("SELECT min(date) FROM " + files)) {
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
