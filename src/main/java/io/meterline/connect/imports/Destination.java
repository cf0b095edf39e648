package io.meterline.connect.imports;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where the events of an import go. Nothing is to be seen of them before {@link #finish}. */
interface Destination extends AutoCloseable {
  /** The offset of the first reading without one in its file. */
  long firstOffset();

  /** Passes the settings changes that were logged before. */
  void changesBefore(Consumer<LoggedChange> to);

  void write(LoggedReading reading);

  void write(LoggedChange change);

  /** Where to write rejected rows; empty if nowhere. */
  Optional<Path> rejects();

  /**
   * Compares the readings with those that were logged before.
   *
   * @param readings those of the import; equal ones are marked
   * @param totals their span
   * @param unread devices; those with readings that were logged before are removed
   */
  void compare(ReadingChecks readings, ReadingTotals totals, Set<String> unread);

  /**
   * Makes everything visible atomically.
   *
   * @return the file with the rejected rows, if there are any
   */
  Optional<Path> finish();

  /** Removes what was written, unless it is finished. */
  @Override
  void close();

  /** A destination. */
  static Destination of(ImportRequest.Target target) {
    if (target instanceof ImportRequest.Target.New created) {
      return NewArchive.create(created.archive());
    }
    return target instanceof ImportRequest.Target.Existing existing ? ExistingArchive.open(existing.archive()) : new Nowhere();
  }

  /** Nothing is written. */
  final class Nowhere implements Destination {
    @Override
    public long firstOffset() {
      return 0;
    }

    @Override
    public void changesBefore(Consumer<LoggedChange> to) {}

    @Override
    public void write(LoggedReading reading) {}

    @Override
    public void write(LoggedChange change) {}

    @Override
    public Optional<Path> rejects() {
      return Optional.empty();
    }

    @Override
    public void compare(ReadingChecks readings, ReadingTotals totals, Set<String> unread) {}

    @Override
    public Optional<Path> finish() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
