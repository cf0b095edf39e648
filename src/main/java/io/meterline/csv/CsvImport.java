package io.meterline.csv;

import io.meterline.log.LoggedChange;
import io.meterline.log.LoggedReading;
import io.meterline.parquet.ArchiveWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  private final ArchiveWriter archive;
  private final Rejects rejects;
  private final Consumer<String> notes;
  private Instant nextNote = Instant.now().plus(BETWEEN_NOTES);
  private long rows;

  private CsvImport(ArchiveWriter archive, Rejects rejects, Consumer<String> notes) {
    this.archive = archive;
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
    try (var rejects = new Rejects(archive.resolve(REJECTS))) {
      // Both headers are checked before any row is read.
      readings.ifPresent(path -> check(path, new CsvEvents.Readings(), notes));
      settings.ifPresent(path -> check(path, new CsvEvents.Changes(), notes));
      try (var writer = ArchiveWriter.create(archive)) {
        var csv = new CsvImport(writer, rejects, notes);
        var readingsCount = readings.map(csv::importReadings).orElse(0L);
        var changesCount = settings.map(csv::importChanges).orElse(0L);
        writer.finish();
        rejects.keep();
        return new Result(readingsCount, changesCount, rejects.count());
      }
    }
  }

  private static void check(Path path, CsvEvents<?> events, Consumer<String> notes) {
    try (var file = CsvFile.open(path)) {
      events.check(file);
      var unused = file.columns().stream().filter(column -> !events.columns().contains(column)).toList();
      if (!unused.isEmpty()) {
        notes.accept(path + ": columns not used: " + String.join(", ", unused));
      }
    }
  }

  private long importReadings(Path path) {
    Consumer<LoggedReading> write = archive::write;
    return importFile(path, new CsvEvents.Readings(), write);
  }

  private long importChanges(Path path) {
    Consumer<LoggedChange> write = archive::write;
    return importFile(path, new CsvEvents.Changes(), write);
  }

  private <E> long importFile(Path path, CsvEvents<E> events, Consumer<E> write) {
    var imported = 0L;
    try (var file = CsvFile.open(path)) {
      while (file.advance()) {
        try {
          write.accept(events.event(file.row(), imported));
          imported++;
        } catch (BadRow bad) {
          rejects.add(path, file.line(), bad.getMessage(), file.rowText());
        }
        rows++;
        noteProgress(path);
      }
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
