package io.meterline.connect.imports;

import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An archive that is created.
 *
 * @param archive its folder
 * @param writer writes it
 */
record NewArchive(Path archive, ArchiveWriter writer) implements Destination {
  /**
   * Begins an archive.
   *
   * @throws MeterlineException if there is one, or it cannot be written
   */
  static NewArchive create(Path archive) {
    try {
      return new NewArchive(archive, ArchiveWriter.create(archive));
    } catch (MeterlineException e) {
      if (Files.isDirectory(archive.resolve(LogSchemas.READINGS_FOLDER))) {
        throw new MeterlineException("the archive " + archive + " already exists; add to it with --append, or name a new folder", e);
      }
      throw e;
    }
  }

  @Override
  public long firstOffset() {
    return 0;
  }

  @Override
  public void changesBefore(Consumer<LoggedChange> to) {}

  @Override
  public void write(LoggedReading reading) {
    writer.write(reading);
  }

  @Override
  public void write(LoggedChange change) {
    writer.write(change);
  }

  @Override
  public Optional<Path> rejects() {
    return Optional.of(writer.beside(Import.REJECTS));
  }

  @Override
  public void compare(ReadingChecks readings, ReadingTotals totals, Set<String> unread) {}

  @Override
  public Optional<Path> finish() {
    writer.finish();
    return Optional.of(archive.resolve(Import.REJECTS)).filter(Files::exists);
  }

  @Override
  public void close() {
    writer.close();
  }
}
