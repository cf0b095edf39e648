package io.meterline.connect.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

/** Locks of files that are waited for. */
public final class FileLocks {
  private static final long MOMENT_MILLIS = 2;

  /** Whether others may have a lock, too, that is shared. */
  public enum Sharing {
    SHARED,
    NOT_SHARED
  }

  private FileLocks() {}

  /**
   * Waits for the lock of a whole file, also for one held in this JVM by the same class loaded again, as clusters do for each job.
   * It is given back when the channel is closed.
   *
   * @throws IOException if it cannot be locked, or the thread is interrupted, which it stays
   */
  public static void await(FileChannel file, Sharing sharing) throws IOException {
    while (true) {
      try {
        file.lock(0, Long.MAX_VALUE, sharing == Sharing.SHARED);
        return;
      } catch (OverlappingFileLockException e) {
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
