package io.meterline.connect.imports;

import io.meterline.connect.archive.ArchiveAppend;
import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.connect.parquet.ParquetFolder;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An archive that is appended to. All readings are staged first. Then they are compared with those of the archive, and if it has some
 * of them, the others are staged anew.
 */
final class ExistingArchive implements Destination {
  private static final String STAGED = "staged";
  private static final String NEW = "new";

  /** Readings of the archive that started this long before the first new one may overlap it. */
  private static final long BEFORE_MILLIS = Duration.ofDays(31).toMillis();

  private final ArchiveAppend append;
  private final ArchiveWriter staged;
  private final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
  private Optional<ReadingChecks> compared = Optional.empty();

  private ExistingArchive(ArchiveAppend append) {
    this.append = append;
    this.staged = ArchiveWriter.create(append.staging().resolve(STAGED));
  }

  static ExistingArchive open(Path archive) {
    var append = ArchiveAppend.begin(archive);
    try {
      return new ExistingArchive(append);
    } catch (RuntimeException e) {
      append.close();
      throw e;
    }
  }

  @Override
  public long firstOffset() {
    return append.nextOffset();
  }

  @Override
  public void changesBefore(Consumer<LoggedChange> to) {
    append.changes(to);
  }

  @Override
  public void write(LoggedReading reading) {
    staged.write(reading);
    kinds.add(Kind.READING);
  }

  @Override
  public void write(LoggedChange change) {
    staged.write(change);
    kinds.add(Kind.SETTING);
  }

  @Override
  public Optional<Path> rejects() {
    return Optional.of(staged.beside(Import.REJECTS));
  }

  @Override
  public void compare(ReadingChecks readings, ReadingTotals totals, Set<String> unread) {
    compared = Optional.of(readings);
    if (totals.isAny()) {
      readings.sortToCompare();
    }
    if (!totals.isAny() && unread.isEmpty()) {
      return;
    }
    var from = totals.isAny() ? totals.first() - BEFORE_MILLIS : Long.MAX_VALUE;
    var to = totals.isAny() ? totals.last() : Long.MIN_VALUE;
    append.readings(
        from,
        to,
        () -> !unread.isEmpty(),
        columns -> {
          for (var row = 0; row < columns.size(); row++) {
            readings.compare(
                columns.deviceName(columns.device()[row]), columns.at()[row], columns.seconds()[row], columns.milliwattHours()[row]);
          }
          for (var device = 0; device < columns.devices(); device++) {
            unread.remove(columns.deviceName(device));
          }
        });
  }

  @Override
  public Optional<Path> finish() {
    staged.finish();
    try {
      var folder = append.staging().resolve(STAGED);
      if (kinds.contains(Kind.READING) && compared.isPresent() && compared.get().countLogged() > 0) {
        keepNew(folder.resolve(LogSchemas.READINGS_FOLDER), compared.get());
      }
      return append.complete(folder, kinds, Import.REJECTS);
    } catch (IOException e) {
      throw new MeterlineException("cannot write to " + append.staging() + ": " + e, e);
    }
  }

  /** Replaces the staged files by files without the readings that the archive has. */
  private void keepNew(Path readings, ReadingChecks checks) throws IOException {
    var target = append.staging().resolve(NEW);
    var isAny = false;
    try (var writer = ArchiveWriter.create(target)) {
      for (var path : ParquetFolder.files(readings)) {
        isAny |= copyNew(path.toString(), checks, writer);
      }
      writer.finish();
    }
    Disk.remove(readings);
    if (isAny) {
      AtomicFile.rename(target.resolve(LogSchemas.READINGS_FOLDER), readings);
    } else {
      kinds.remove(Kind.READING);
    }
  }

  private static boolean copyNew(String path, ReadingChecks checks, ArchiveWriter to) {
    var columns = new ReadingColumns();
    var isAny = false;
    try (var file = ReadingReader.open(ChannelInputFile.at(path), path)) {
      for (var group = 0; group < file.groups(); group++) {
        columns.clear();
        file.read(group, columns, rejection -> {});
        for (var row = 0; row < columns.size(); row++) {
          var reading = reading(columns, row);
          if (!checks.isLogged(reading.device(), reading.reading())) {
            to.write(reading);
            isAny = true;
          }
        }
      }
    }
    return isAny;
  }

  private static LoggedReading reading(ReadingColumns columns, int row) {
    return new LoggedReading(
        columns.deviceName(columns.device()[row]),
        new Reading(columns.at()[row], columns.seconds()[row], columns.milliwattHours()[row]),
        new Position(Instant.ofEpochMilli(columns.loggedAt()[row]), columns.partition()[row], columns.offset()[row]));
  }

  @Override
  public void close() {
    try (append) {
      staged.close();
    }
  }
}
