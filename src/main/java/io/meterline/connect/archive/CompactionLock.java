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

/**
 * The lock of an archive's compaction, which one process holds at a time: a file lock on a disk, a lease in an object
 * store.
 */
sealed interface CompactionLock extends AutoCloseable {
  /**
   * Extends the lock.
   *
   * @throws IOException if it has expired and another process took over, as after a long pause
   */
  void renew() throws IOException;

  @Override
  void close() throws IOException;

  /** Acquires the lock; empty if another process holds it. */
  static Optional<CompactionLock> acquire(Folder archive) throws IOException {
    return archive instanceof LocalFolder local ? Locked.acquire(local.path()) : Lease.acquire(archive);
  }

  /** A file lock of the operating system, released when the process dies. */
  record Locked(Closeable lock) implements CompactionLock {
    private static Optional<CompactionLock> acquire(Path archive) throws IOException {
      var file = Files.createDirectories(archive.resolve(Generations.FOLDER)).resolve("compacting");
      return FileLocks.tryLock(file).map(Locked::new);
    }

    @Override
    public void renew() {}

    @Override
    public void close() throws IOException {
      lock.close();
    }
  }

  /**
   * A lease: an object that expires unless it is renewed. A process writes its own before it lists the others, so that
   * of two processes at least one sees the other's.
   */
  final class Lease implements CompactionLock {
    private static final String FOLDER = "compacting";

    /** A lease expires if it is not renewed for this long: its process is considered dead. */
    private static final Duration LASTS = Duration.ofHours(1);

    private final Folder leases;
    private final String own;
    private Instant renewed;

    private Lease(Folder leases, String own, Instant renewed) {
      this.leases = leases;
      this.own = own;
      this.renewed = renewed;
    }

    private static Optional<CompactionLock> acquire(Folder archive) throws IOException {
      var lease = new Lease(archive.in(FOLDER), UUID.randomUUID().toString(), Instant.now());
      lease.put();
      if (lease.isOnly()) {
        return Optional.of(lease);
      }
      lease.close();
      return Optional.empty();
    }

    private boolean isOnly() throws IOException {
      for (var file : leases.files()) {
        if (!file.name().equals(own) && isAlive(file.name())) {
          return false;
        }
      }
      return true;
    }

    private boolean isAlive(String lease) throws IOException {
      var text = leases.read(lease);
      if (text.isEmpty()) {
        return false;
      }
      try {
        if (Instant.parse(text.get().trim()).plus(LASTS).isAfter(Instant.now())) {
          return true;
        }
      } catch (DateTimeParseException e) {
        // Not written by a live process: treated as expired.
      }
      leases.delete(Set.of(lease));
      return false;
    }

    private void put() throws IOException {
      renewed = Instant.now();
      leases.write(own, renewed + "\n");
    }

    @Override
    public void renew() throws IOException {
      if (renewed.plus(LASTS.dividedBy(2)).isBefore(Instant.now()) && !leases.has(own)) {
        throw new IOException("another compaction has taken over");
      }
      put();
    }

    @Override
    public void close() throws IOException {
      leases.delete(Set.of(own));
    }
  }
}
