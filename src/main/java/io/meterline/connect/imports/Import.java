package io.meterline.connect.imports;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvFile;
import io.meterline.connect.csv.CsvShape;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Formats;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts files of readings and of settings changes to an archive of the log.
 *
 * <p>A row that cannot be an event, because a cell is missing or cannot be parsed, is recorded in {@code rejects.csv} in the archive,
 * with its file, line and reason. Other rows are archived unchecked, for the pipeline to accept or reject. The order of rows is kept but
 * not checked: results depend only on {@code logged_at}, partition and offset.
 */
public final class Import {
  /** The name of the file in an archive with the rows that could not be imported. */
  public static final String REJECTS = "rejects.csv";

  private final ArchiveWriter writer;
  private final Rejects rejects;
  private final Observer observer;
  private long readings;
  private long changes;

  private Import(ArchiveWriter writer, Rejects rejects, Observer observer) {
    this.writer = writer;
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
   * @throws io.meterline.model.MeterlineException if a file cannot be read or lacks a column, or the archive cannot be written
   */
  public static Result run(Optional<Path> readings, Optional<Path> settings, Path archive, Observer observer) {
    // Both are opened before any row is read, so that a bad header is reported at once. Each is opened only once, as it may be a pipe.
    var opened = new ArrayList<TextFile>();
    try {
      var readingsFile = readings.map(path -> open(path, opened));
      var settingsFile = settings.map(path -> CsvFile.of(open(path, opened), CsvShape.STANDARD));
      settingsFile.map(ChangeRows::check).orElse(List.of()).forEach(observer::note);
      try (var writer = ArchiveWriter.create(archive);
          var rejects = new Rejects(writer.beside(REJECTS))) {
        var imported = new Import(writer, rejects, observer);
        readingsFile.ifPresent(imported::importReadings);
        settingsFile.ifPresent(imported::importChanges);
        rejects.complete();
        writer.finish();
        return new Result(imported.readings, imported.changes, rejects.count());
      }
    } finally {
      opened.forEach(TextFile::close);
    }
  }

  private static TextFile open(Path path, List<TextFile> opened) {
    var file = TextFile.open(path, Optional.empty());
    opened.add(file);
    return file;
  }

  private void importReadings(TextFile file) {
    try {
      Formats.of(file).read(file, FormatOptions.NONE, new Output(file.path()));
    } catch (IOException e) {
      throw TextFile.unreadable(file.path(), e);
    }
  }

  private void importChanges(CsvFile file) {
    for (var rows = 1L; file.advance(); rows++) {
      try {
        writer.write(ChangeRows.change(file.row(), changes));
        changes++;
      } catch (BadRow bad) {
        rejects.add(file.path(), file.line(), bad.getMessage(), file.rowText());
      }
      observer.done(file.path(), rows, rejects.count());
    }
  }

  /** Archives the readings of a file. */
  private final class Output implements ReadingOutput {
    private final Path path;
    private long rows;

    private Output(Path path) {
      this.path = path;
    }

    @Override
    public void reading(MeterReading reading, Place place) {
      writer.write(new LoggedReading(reading.device(), reading.reading(), position(reading)));
      readings++;
      observer.done(path, ++rows, rejects.count());
    }

    private Position position(MeterReading reading) {
      return new Position(
          reading.loggedAt().orElseGet(() -> Instant.ofEpochMilli(reading.reading().endMillis())),
          reading.partition().orElse(0),
          reading.offset().orElse(readings));
    }

    @Override
    public void rejected(Place place, String reason) {
      rejects.add(path, place.line(), reason, place.text().get());
      observer.done(path, ++rows, rejects.count());
    }

    @Override
    public void leftOut(String what) {}

    @Override
    public void unit(String unit) {}

    @Override
    public void note(String text) {
      observer.note(text);
    }
  }
}
