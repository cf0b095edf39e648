package io.meterline.connect.csv;

import io.meterline.connect.parquet.ArchiveWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Converts CSV files of readings and settings changes to an archive of the log.
 *
 * <p>A row that cannot be an event, because a cell is missing or cannot be parsed, is recorded in {@code rejects.csv}
 * in the archive, with its file, line and reason. Other rows are archived unchecked, for the pipeline to accept or
 * reject. The order of rows is kept but not checked: results depend only on {@code logged_at}, partition and offset.
 */
public final class CsvImport {
  /** The name of the file in an archive with the rows that could not be imported. */
  public static final String REJECTS = "rejects.csv";

  private final Rejects rejects;
  private final Observer observer;

  private CsvImport(Rejects rejects, Observer observer) {
    this.rejects = rejects;
    this.observer = observer;
  }

  /** Receives the progress of an import. */
  public interface Observer {
    /** A one-line notice for the user. */
    void note(String text);

    /** The number of rows of a file processed so far, and the number rejected so far in all files. */
    void done(Path file, long rows, long rejected);
  }

  /**
   * The result of an import.
   *
   * @param readings how many readings were archived
   * @param changes how many settings changes were archived
   * @param rejected how many rows could not be imported
   */
  public record Result(long readings, long changes, long rejected) {}

  /**
   * Imports a file of readings, one of settings changes, or both.
   *
   * @param archive the folder of the new archive, which does not exist or is empty; it is created atomically at the end
   * @throws io.meterline.model.MeterlineException if a file cannot be read or lacks a column, or the archive cannot be
   *     written
   */
  public static Result run(
      Optional<Path> readings, Optional<Path> settings, Path archive, Observer observer) {
    // Both are opened before any row is read, so that a bad header is reported at once. Each is opened only once, as it
    // may be a pipe.
    var files = new ArrayList<CsvFile>();
    try {
      var readingsFile = readings.map(path -> open(path, new CsvEvents.Readings(), files, observer));
      var settingsFile = settings.map(path -> open(path, new CsvEvents.Changes(), files, observer));
      try (var writer = ArchiveWriter.create(archive);
          var rejects = new Rejects(writer.beside(REJECTS))) {
        var csv = new CsvImport(rejects, observer);
        var archived = readingsFile.map(file -> csv.importFile(file, new CsvEvents.Readings(), writer::write)).orElse(0L);
        var changed = settingsFile.map(file -> csv.importFile(file, new CsvEvents.Changes(), writer::write)).orElse(0L);
        rejects.complete();
        writer.finish();
        return new Result(archived, changed, rejects.count());
      }
    } finally {
      files.forEach(CsvFile::close);
    }
  }

  private static CsvFile open(Path path, CsvEvents<?> events, List<CsvFile> files, Observer observer) {
    var file = CsvFile.open(path);
    files.add(file);
    events.check(file);
    var unused = file.columns().stream().filter(column -> !events.columns().contains(column)).toList();
    if (!unused.isEmpty()) {
      observer.note(path + ": columns not used: " + CsvFile.joined(unused));
    }
    return file;
  }

  private <E> long importFile(CsvFile file, CsvEvents<E> events, Consumer<E> write) {
    var imported = 0L;
    for (var rows = 1L; file.advance(); rows++) {
      try {
        write.accept(events.event(file.row(), imported));
        imported++;
      } catch (BadRow bad) {
        rejects.add(file.path(), file.line(), bad.getMessage(), file.rowText());
      }
      observer.done(file.path(), rows, rejects.count());
    }
    return imported;
  }
}
