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

/** Locks of files, which the operating system lets go of when a process dies. */
public final class FileLocks {
  private static final long MOMENT_MILLIS = 2;
  private static final Set<OpenOption> TO_READ = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> TO_WRITE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  /**
   * What this process holds. It must not so much as open such a file a second time: where locks are of processes, closing one
   * lets go of the other.
   */
  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  /** Whether others may have a lock, too, that is shared. */
  public enum Sharing {
    SHARED,
    NOT_SHARED
  }

  /** Who holds a lock. */
  public enum Holder {
    /** A process of this machine. */
    THERE,
    NONE,
    /** It cannot be told. */
    UNKNOWN
  }

  /** What is done under a lock. */
  @FunctionalInterface
  public interface Step<T> {
    T take() throws IOException;
  }

  private FileLocks() {}

  /**
   * Holds the lock of a file until what is given is closed.
   *
   * @param file made if it is not there, in a folder that is
   * @return empty if this process or another holds it
   */
  public static Optional<Closeable> hold(Path file) throws IOException {
    var lock = real(file);
    synchronized (HELD) {
      if (HELD.containsKey(lock)) {
        return Optional.empty();
      }
      var channel = FileChannel.open(lock, TO_WRITE);
      var isHeld = false;
      try {
        isHeld = tries(channel, Sharing.NOT_SHARED);
      } finally {
        if (!isHeld) {
          channel.close();
        }
      }
      if (!isHeld) {
        return Optional.empty();
      }
      HELD.put(lock, channel);
      return Optional.of(() -> letGo(lock, channel));
    }
  }

  private static void letGo(Path lock, FileChannel channel) throws IOException {
    synchronized (HELD) {
      if (HELD.remove(lock, channel)) {
        channel.close();
      }
    }
  }

  /** Whether a process {@link #hold}s a file; asking changes nothing. */
  public static Holder holder(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Holder.NONE;
    }
    var lock = real(file);
    synchronized (HELD) {
      if (HELD.containsKey(lock)) {
        return Holder.THERE;
      }
      if (!Files.isReadable(lock)) {
        return Holder.UNKNOWN;
      }
      try (var channel = FileChannel.open(lock, TO_READ)) {
        return tries(channel, Sharing.SHARED) ? Holder.NONE : Holder.THERE;
      }
    }
  }

  /** One path for one file, however it was named. */
  private static Path real(Path file) throws IOException {
    return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
  }

  private static boolean tries(FileChannel channel, Sharing sharing) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, sharing == Sharing.SHARED) != null;
    } catch (OverlappingFileLockException e) {
      // The same class loaded again has it, as clusters do for each job.
      return false;
    }
  }

  /**
   * Waits for the lock of a file, and takes a step under it. This process takes one step at a time.
   *
   * @param file made if it is not there, unless it is shared
   * @throws IOException if it cannot be locked, or the thread is interrupted, which it stays
   */
  public static <T> T locked(Path file, Sharing sharing, Step<T> step) throws IOException {
    synchronized (HELD) {
      try (var channel = FileChannel.open(file, sharing == Sharing.SHARED ? TO_READ : TO_WRITE)) {
        await(channel, sharing);
        return step.take();
      }
    }
  }

  private static void await(FileChannel channel, Sharing sharing) throws IOException {
    while (true) {
      try {
        channel.lock(0, Long.MAX_VALUE, sharing == Sharing.SHARED);
        return;
      } catch (OverlappingFileLockException e) {
        // The same class loaded again has it; of that the operating system knows nothing.
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(MOMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
