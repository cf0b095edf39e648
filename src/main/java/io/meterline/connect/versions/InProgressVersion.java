package io.meterline.connect.versions;

import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.Folder;
import io.meterline.model.MeterlineException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A version that a run has begun. The run writes it, unless it is already complete. */
public final class InProgressVersion implements AutoCloseable {
  /** Whether the version still has to be written. */
  public enum Work {
    TO_BE_WRITTEN,
    COMPLETE_ALREADY
  }

  private final VersionFiles files;
  private final String name;
  private final Optional<Closeable> lock;

  /**
   * A begun version.
   *
   * @param lock the lock that keeps other runs out of it; empty if it is already complete
   */
  InProgressVersion(VersionFiles files, String name, Optional<Closeable> lock) {
    this.files = files;
    this.name = name;
    this.lock = lock;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Whether it still has to be written. */
  public Work work() {
    return lock.isPresent() ? Work.TO_BE_WRITTEN : Work.COMPLETE_ALREADY;
  }

  /** The folder to write into. Each view has a subfolder of its name. */
  public Folder folder() {
    return files.folder(name);
  }

  /**
   * Marks the version as written by a run that continues elsewhere, such as on a cluster, and cannot be observed from
   * here. Afterwards, {@link #close} does not remove what that run writes.
   */
  public void handOver() {
    try {
      files.location().handOver(name);
    } catch (IOException e) {
      throw VersionFiles.failure(files.views(), e);
    }
  }

  /**
   * Ends the run in this process. Removes the version if it is incomplete and known to have no other writer.
   *
   * @throws MeterlineException if the removal fails
   */
  @Override
  public void close() {
    if (lock.isEmpty()) {
      return;
    }
    try {
      files.location().locked(
          Sharing.EXCLUSIVE,
          () -> {
            lock.get().close();
            return new Leftovers(files).removeIfAbandoned(name);
          });
    } catch (IOException e) {
      throw VersionFiles.failure(files.views(), e);
    }
  }
}
