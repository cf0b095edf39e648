package io.meterline.connect.parquet;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a log into a new archive: events of each kind in the order they are given, which should be the order of the log.
 * The same events give the same bytes. For one thread.
 *
 * <p>Written aside and moved into place by {@link #finish()}, so that a killed run leaves no half archive. Its memory is
 * bounded by a row group, not by the log.
 */
public final class ArchiveWriter implements AutoCloseable {
  /** Files of about a hundred megabytes, and still enough of them to be spread over machines. */
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
   * Creates the archive. The folders above it are created too, if need be.
   *
   * @param archive the folder that will hold the archive; it does not exist yet, or is empty
   * @throws MeterlineException if it holds something already, is no folder or cannot be written
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
   * Where a file is to be written that comes with the archive, beside its folders of events.
   *
   * @param name what it is called there
   */
  public Path beside(String name) {
    requireOpen();
    return staging.folder().resolve(name);
  }

  /**
   * Completes the archive and moves it into place; nothing can be written after it.
   *
   * @throws MeterlineException if it cannot be written, or something else has taken its place meanwhile
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

  /** How many files it has written or begun, of both kinds together. */
  public int files() {
    return readings.files() + changes.files();
  }

  /** Without {@link #finish()} before it, removes what was written; after it, does nothing. */
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
      // The files are thrown away: it does not matter that they could not be completed.
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
