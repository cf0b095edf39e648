package io.meterline.page.query;

import io.meterline.connect.files.Disk;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * An embedded database in a temporary folder. It reads the Parquet files of versions as they are, and has the rows of live views in
 * tables. Its memory is bounded, whatever is asked.
 */
public final class Database implements AutoCloseable {
  private static final String MEMORY = "1GB";

  private final Path folder;
  private final DuckDBConnection root;

  private Database(Path folder, DuckDBConnection root) {
    this.folder = folder;
    this.root = root;
  }

  /**
   * Opens a new database.
   *
   * @throws MeterlineException if the temporary folder cannot be written
   */
  public static Database open() {
    try {
      var folder = Disk.temporaryFolder("page-");
      var root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("page.duckdb"));
      try (var statement = root.createStatement()) {
        statement.execute("SET memory_limit = '" + MEMORY + "'");
        statement.execute("SET temp_directory = '" + folder.resolve("spilled").toString().replace("'", "''") + "'");
        statement.execute("SET TimeZone = 'UTC'");
        // Whoever asks computes the answer alone: most questions are small, and many are asked at once.
        statement.execute("SET threads = 1");
        // Footers of the many small files of a version are read once. Files of a version never change.
        statement.execute("SET parquet_metadata_cache = true");
        statement.execute("SET autoinstall_known_extensions = false");
        statement.execute("SET autoload_known_extensions = false");
      }
      return new Database(folder, root);
    } catch (IOException | SQLException e) {
      throw new MeterlineException("cannot open a database in a temporary folder: " + e.getMessage(), e);
    }
  }

  /** A connection of its own, to be closed by the caller. */
  public Connection connection() {
    try {
      var connection = root.duplicate();
      try (var statement = connection.createStatement()) {
        // Duplicates begin with the time zone of the machine.
        statement.execute("SET TimeZone = 'UTC'");
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException("the database is closed", e);
    }
  }

  /** A folder for files of the moment, removed with the database. */
  public Path scratch() {
    return folder;
  }

  @Override
  public void close() {
    try {
      root.close();
      Disk.remove(folder);
    } catch (SQLException | IOException e) {
      throw new MeterlineException("cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }
}
