package io.meterline.app.launch;

import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.oracle.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An archive to which files are added, batch by batch; files that are there do not change. */
public final class GrowingArchive {
  private static final String PART = "part-00000.parquet";

  private final Path archive;
  private int batches;

  /** An archive in a folder that does not exist yet. */
  public GrowingArchive(Path archive) {
    this.archive = archive;
  }

  /** The folder of the archive. */
  public Path path() {
    return archive;
  }

  /** Adds a file of readings, unless there are none, and one of changes, unless there are none. The first call adds both. */
  public void add(Log batch) {
    add(batch.readings(), batch.changes());
  }

  /** Adds events in the given order. */
  public void add(List<LoggedReading> readings, List<LoggedChange> changes) {
    var name = "batch-" + batches++;
    var whole = archive.resolveSibling(name);
    try (var writer = ArchiveWriter.create(whole)) {
      readings.forEach(writer::write);
      changes.forEach(writer::write);
      writer.finish();
    }
    var isFirst = name.equals("batch-0");
    move(whole, LogSchemas.READINGS_FOLDER, name, isFirst || !readings.isEmpty());
    move(whole, LogSchemas.SETTINGS_FOLDER, name, isFirst || !changes.isEmpty());
  }

  private void move(Path whole, String kind, String name, boolean isKept) {
    try {
      var folder = Files.createDirectories(archive.resolve(kind).resolve(name));
      if (isKept) {
        Files.move(whole.resolve(kind).resolve(PART), folder.resolve(PART));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
