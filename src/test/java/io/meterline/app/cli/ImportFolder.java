package io.meterline.app.cli;

import io.meterline.connect.parquet.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * A folder with files to import, and an archive.
 *
 * @param folder the folder, which exists
 */
record ImportFolder(Path folder) {
  static final String READINGS = "device,at,seconds,kwh\n";
  static final String SETTINGS = "scope,name,op,value,effective_at\n";

  Path archive() {
    return folder.resolve("log");
  }

  /** Writes a file of readings in the columns of the log. */
  Path readings(String name, String... rows) throws IOException {
    return Files.writeString(folder.resolve(name), READINGS + String.join("\n", rows) + "\n");
  }

  /** Writes a file of settings changes. */
  Path settings(String name, String... rows) throws IOException {
    return Files.writeString(folder.resolve(name), SETTINGS + String.join("\n", rows) + "\n");
  }

  /** Imports with the given options, and {@code --out}. */
  CommandRun run(Object... options) {
    var all = new ArrayList<Object>(List.of("import", "--out", archive()));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray());
  }

  /** The readings of the archive, {@code device|at|seconds|milliwatt_hours}, sorted. */
  List<String> logged() throws SQLException {
    return DuckDb.query(
        "SELECT concat_ws('|', device, epoch_ms(\"at\") // 1000, seconds, milliwatt_hours) FROM '" + archive() + "/readings/*.parquet' ORDER BY 1");
  }

  /** The settings changes of the archive, {@code offset|scope|value}, sorted. */
  List<String> loggedChanges() throws SQLException {
    return DuckDb.query(
        "SELECT concat_ws('|', \"offset\", scope, value) FROM '" + archive() + "/settings/*.parquet' ORDER BY 1");
  }

  /** The files of the archive by name, with their content, except the lock. */
  TreeMap<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(archive())) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        if (!path.endsWith(".append.lock")) {
          files.put(archive().relativize(path).toString(), HexFormat.of().formatHex(Files.readAllBytes(path)));
        }
      }
    }
    return files;
  }
}
