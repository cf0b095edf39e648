package io.meterline.connect.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** File locks of the operating system, which are released when a process dies. */
public final class FileLocks {
  private static final long PAUSE_MILLIS = 2;
  private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> TO_WRITE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  /**
   * The locks that this process holds: the channel of each locked file, by path. A locked file must not even be opened
   * a second time: where locks belong to processes (POSIX), closing any channel of the file releases the lock.
   */
  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  /** Whether a lock is shared or exclusive. */
  public enum Sharing {
    SHARED,
    EXCLUSIVE
  }

  /** Whether a lock is held. */
  public enum Holder {
    /** A process of this machine holds it. */
    HELD,
    NONE,
    /** Not known. */
    UNKNOWN
  }

  /** An action under a lock. */
  @FunctionalInterface
  public interface Step<T> {
    T run() throws IOException;
  }

  private FileLocks() {}

  /**
   * Acquires the exclusive lock of a file without waiting. It is held until the returned lock is closed.
   *
   * @param file created if it does not exist; its folder must exist
   * @return empty if this process or another holds it
   */
  public static Optional<Closeable> tryLock(Path file) throws IOException {
    var lock = real(file);
    synchronized (HELD) {
      if (HELD.containsKey(lock)) {
        return Optional.empty();
      }
      var channel = FileChannel.open(lock, TO_WRITE);
      var isHeld = false;
      try {
        isHeld = tryLock(channel, Sharing.EXCLUSIVE);
      } finally {
        if (!isHeld) {
          channel.close();
        }
      }
      if (!isHeld) {
        return Optional.empty();
      }
      HELD.put(lock, channel);
      return Optional.of(() -> release(lock, channel));
    }
  }

  private static void release(Path lock, FileChannel channel) throws IOException {
    synchronized (HELD) {
      if (HELD.remove(lock, channel)) {
        channel.close();
      }
    }
  }

  /** Whether a process holds the lock of a file. This only reads. */
  public static Holder holder(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Holder.NONE;
    }
    var lock = real(file);
    synchronized (HELD) {
      if (HELD.containsKey(lock)) {
        return Holder.HELD;
      }
      if (!Files.isReadable(lock)) {
        return Holder.UNKNOWN;
      }
      try (var channel = FileChannel.open(lock, TO_READ)) {
        return tryLock(channel, Sharing.SHARED) ? Holder.NONE : Holder.HELD;
      }
    }
  }

  /** One path per file, however it was named. */
  private static Path real(Path file) throws IOException {
    return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
  }

  private static boolean tryLock(FileChannel channel, Sharing sharing) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, sharing == Sharing.SHARED) != null;
    } catch (OverlappingFileLockException e) {
      // Held by this class in another class loader; clusters load it once per job.
      return false;
    }
  }

  /**
   * Waits for the lock of a file, and runs a step under it. Within this process, steps run one at a time.
   *
   * @param file created if it does not exist, unless the lock is shared
   * @throws IOException if it cannot be locked, or the thread is interrupted; its interrupt flag is then set
   */
  public static <T> T locked(Path file, Sharing sharing, Step<T> step) throws IOException {
    synchronized (HELD) {
      try (var channel = FileChannel.open(file, sharing == Sharing.SHARED ? TO_READ : TO_WRITE)) {
        await(channel, sharing);
        return step.run();
      }
    }
  }

  private static void await(FileChannel channel, Sharing sharing) throws IOException {
    while (true) {
      try {
        channel.lock(0, Long.MAX_VALUE, sharing == Sharing.SHARED);
        return;
      } catch (OverlappingFileLockException e) {
        // Held by this class in another class loader, which the operating system does not wait for.
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
