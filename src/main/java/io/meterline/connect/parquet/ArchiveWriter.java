package io.meterline.connect.parquet;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a log into a new archive. Events of each kind are written in the order given, which should be the order of the
 * log. Equal events yield equal bytes. Not thread-safe.
 *
 * <p>Writes to a temporary folder, which {@link #finish()} moves into place atomically, so that a killed run leaves no
 * incomplete archive. Memory is bounded by a row group, not by the log.
 */
public final class ArchiveWriter implements AutoCloseable {
  /** Results in files of about a hundred megabytes, small enough to spread over machines. */
  private static final long ROWS_PER_FILE = 8_000_000;

  private final Staging staging;
  private final Parts<LoggedReading> readings;
  private final Parts<LoggedChange> changes;
  private boolean open = true;

  private ArchiveWriter(Staging staging, long rowsPerFile) throws IOException {
    this.staging = staging;
    this.readings = new Parts<>(staging.folder().resolve(LogSchemas.READINGS_FOLDER), RowShape.READING, rowsPerFile);
    this.changes = new Parts<>(staging.folder().resolve(LogSchemas.SETTINGS_FOLDER), RowShape.CHANGE, rowsPerFile);
  }

  /**
   * Creates the archive, and missing folders above it.
   *
   * @param archive the folder of the archive; it must not exist, or must be empty
   * @throws MeterlineException if it is not empty, is not a folder, or cannot be written
   */
  public static ArchiveWriter create(Path archive) {
    return create(archive, ROWS_PER_FILE);
  }

  static ArchiveWriter create(Path archive, long rowsPerFile) {
    var staging = Staging.of(archive);
    try {
      return new ArchiveWriter(staging, rowsPerFile);
    } catch (IOException e) {
      staging.discard();
      throw staging.failure(e);
    }
  }

  /**
   * Writes a reading.
   *
   * @throws MeterlineException if it cannot be written, as when the disk is full
   */
  public void write(LoggedReading reading) {
    requireOpen();
    try {
      readings.write(reading);
    } catch (IOException e) {
      throw staging.failure(e);
    }
  }

  /**
   * Writes a settings change.
   *
   * @throws MeterlineException if it cannot be written, as when the disk is full
   */
  public void write(LoggedChange change) {
    requireOpen();
    try {
      changes.write(change);
    } catch (IOException e) {
      throw staging.failure(e);
    }
  }

  /**
   * The path to write an additional file of the archive to, beside its folders of events.
   *
   * @param name its name in the archive
   */
  public Path beside(String name) {
    requireOpen();
    return staging.folder().resolve(name);
  }

  /**
   * Completes the archive, and moves it into place. Nothing can be written afterwards.
   *
   * @throws MeterlineException if it cannot be written, or its folder was created in the meantime
   */
  public void finish() {
    requireOpen();
    try {
      readings.close();
      changes.close();
      staging.moveIntoPlace();
      open = false;
    } catch (IOException e) {
      throw staging.failure(e);
    }
  }

  /** The number of files written or begun, of both kinds together. */
  public int files() {
    return readings.files() + changes.files();
  }

  /** Removes what was written, unless {@link #finish()} succeeded. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      try {
        readings.close();
      } finally {
        changes.close();
      }
    } catch (IOException e) {
      // Ignored, as the files are discarded.
    } finally {
      staging.discard();
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the archive is finished or closed");
    }
  }
}
