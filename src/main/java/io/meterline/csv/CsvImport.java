package io.meterline.csv;

import io.meterline.parquet.ArchiveWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes CSV files of readings and settings changes as an archive of the log.
 *
 * <p>A row that cannot be an event, because a cell is missing or cannot be read, is recorded in {@code rejects.csv} in the
 * archive with its file, line and reason. What can be an event is archived as it is, for the pipeline to accept or reject.
 * The order of rows is kept and not checked: results depend on {@code logged_at}, partition and offset alone.
 */
public final class CsvImport {
  /** The file in an archive that has the rows that could not be imported. */
  public static final String REJECTS = "rejects.csv";

  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(2);
  private static final int ROWS_BETWEEN_LOOKS = 10_000;

  private final Rejects rejects;
  private final Consumer<String> notes;
  private Instant nextNote = Instant.now().plus(BETWEEN_NOTES);
  private long rows;

  private CsvImport(Rejects rejects, Consumer<String> notes) {
    this.rejects = rejects;
    this.notes = notes;
  }

  /**
   * What came of an import.
   *
   * @param readings how many readings were archived
   * @param changes how many settings changes were archived
   * @param rejected how many rows were not
   */
  public record Result(long readings, long changes, long rejected) {}

  /**
   * Imports a file of readings, one of settings changes, or both.
   *
   * @param archive the folder of the new archive, which does not exist or is empty; it appears when all is done
   * @param notes takes notes for the user: columns not used, and how far the import is, every few seconds
   * @throws io.meterline.MeterlineException if a file cannot be read or lacks a column, or the archive cannot be written
   */
  public static Result run(
      Optional<Path> readings, Optional<Path> settings, Path archive, Consumer<String> notes) {
    // Both are opened before any row is read, so that a bad header is told at once; and once only, as it may be a pipe.
    var files = new ArrayList<CsvFile>();
    try {
      var readingsFile = readings.map(path -> open(path, new CsvEvents.Readings(), files, notes));
      var settingsFile = settings.map(path -> open(path, new CsvEvents.Changes(), files, notes));
      try (var rejects = new Rejects(archive.resolve(REJECTS));
          var writer = ArchiveWriter.create(archive)) {
        var csv = new CsvImport(rejects, notes);
        var archived = readingsFile.map(file -> csv.importFile(file, new CsvEvents.Readings(), writer::write)).orElse(0L);
        var changed = settingsFile.map(file -> csv.importFile(file, new CsvEvents.Changes(), writer::write)).orElse(0L);
        writer.finish();
        rejects.keep();
        return new Result(archived, changed, rejects.count());
      }
    } finally {
      files.forEach(CsvFile::close);
    }
  }

  private static CsvFile open(Path path, CsvEvents<?> events, List<CsvFile> files, Consumer<String> notes) {
    var file = CsvFile.open(path);
    files.add(file);
    events.check(file);
    var unused = file.columns().stream().filter(column -> !events.columns().contains(column)).toList();
    if (!unused.isEmpty()) {
      notes.accept(path + ": columns not used: " + String.join(", ", unused));
    }
    return file;
  }

  private <E> long importFile(CsvFile file, CsvEvents<E> events, Consumer<E> write) {
    var imported = 0L;
    while (file.advance()) {
      try {
        write.accept(events.event(file.row(), imported));
        imported++;
      } catch (BadRow bad) {
        rejects.add(file.path(), file.line(), bad.getMessage(), file.rowText());
      }
      rows++;
      noteProgress(file.path());
    }
    return imported;
  }

  private void noteProgress(Path path) {
    if (rows % ROWS_BETWEEN_LOOKS == 0 && Instant.now().isAfter(nextNote)) {
      notes.accept(path + ": " + rows + " rows so far, " + rejects.count() + " rejected");
      nextNote = Instant.now().plus(BETWEEN_NOTES);
    }
  }
}
