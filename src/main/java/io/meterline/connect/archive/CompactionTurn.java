package io.meterline.connect.archive;

import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The right to compact an archive, which one process has at a time: a lock on a disk, and in an object store a claim. */
sealed interface CompactionTurn extends AutoCloseable {
  /**
   * Says that it is still used.
   *
   * @throws IOException if it was lost, as after a pause so long that others took the process for dead
   */
  void renew() throws IOException;

  @Override
  void close() throws IOException;

  /** Takes the turn; empty if another has it. */
  static Optional<CompactionTurn> take(Folder archive) throws IOException {
    return archive instanceof LocalFolder local ? Locked.take(local.path()) : Claimed.take(archive);
  }

  /** By a lock of the operating system, which a killed process lets go of. */
  record Locked(Closeable lock) implements CompactionTurn {
    private static Optional<CompactionTurn> take(Path archive) throws IOException {
      var file = Files.createDirectories(archive.resolve(Generations.FOLDER)).resolve("compacting");
      return FileLocks.hold(file).map(Locked::new);
    }

    @Override
    public void renew() {}

    @Override
    public void close() throws IOException {
      lock.close();
    }
  }

  /** By an object that is put before others are looked for: of two at the same moment at least one sees the other. */
  final class Claimed implements CompactionTurn {
    private static final String FOLDER = "compacting";

    /** A claim that has not been renewed for so long is of a dead process. */
    private static final Duration LASTS = Duration.ofHours(1);

    private final Folder claims;
    private final String own;
    private Instant renewed;

    private Claimed(Folder claims, String own, Instant renewed) {
      this.claims = claims;
      this.own = own;
      this.renewed = renewed;
    }

    private static Optional<CompactionTurn> take(Folder archive) throws IOException {
      var claim = new Claimed(archive.in(FOLDER), UUID.randomUUID().toString(), Instant.now());
      claim.put();
      if (claim.isAlone()) {
        return Optional.of(claim);
      }
      claim.close();
      return Optional.empty();
    }

    private boolean isAlone() throws IOException {
      for (var file : claims.files()) {
        if (!file.name().equals(own) && isAlive(file.name())) {
          return false;
        }
      }
      return true;
    }

    private boolean isAlive(String claim) throws IOException {
      var text = claims.read(claim);
      if (text.isEmpty()) {
        return false;
      }
      try {
        if (Instant.parse(text.get().trim()).plus(LASTS).isAfter(Instant.now())) {
          return true;
        }
      } catch (DateTimeParseException e) {
        // No one can have written it who is still there.
      }
      claims.delete(Set.of(claim));
      return false;
    }

    private void put() throws IOException {
      renewed = Instant.now();
      claims.write(own, renewed + "\n");
    }

    @Override
    public void renew() throws IOException {
      if (renewed.plus(LASTS.dividedBy(2)).isBefore(Instant.now()) && !claims.has(own)) {
        throw new IOException("another compaction has taken over");
      }
      put();
    }

    @Override
    public void close() throws IOException {
      claims.delete(Set.of(own));
    }
  }
}
