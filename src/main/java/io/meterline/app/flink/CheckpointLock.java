package io.meterline.app.flink;

import io.meterline.connect.files.FileLocks;
import io.meterline.model.MeterlineException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of checkpoints that one run has, and no other meanwhile. */
public final class CheckpointLock implements AutoCloseable {
  private static final String LOCK = ".meterline-lock";

  private final Closeable lock;

  private CheckpointLock(Closeable lock) {
    this.lock = lock;
  }

  static CheckpointLock of(Path folder, Checkpoints.Access access) {
    try {
      make(folder, access);
      return new CheckpointLock(locked(folder));
    } catch (IOException e) {
      throw new MeterlineException("checkpoints cannot be kept in " + folder + ": " + e, e);
    }
  }

  private static void make(Path folder, Checkpoints.Access access) throws IOException {
    if (access == Checkpoints.Access.CLUSTER) {
      Files.createDirectories(folder.toAbsolutePath());
    } else if (!Files.isDirectory(folder)) {
      OwnerAlone.makeFolder(folder);
    } else if (!OwnerAlone.isFolder(folder)) {
      close(folder);
    }
  }

  /** What others may open is closed to them only if nothing but checkpoints is in it. */
  private static void close(Path folder) throws IOException {
    if (!isForCheckpoints(folder)) {
      throw new MeterlineException(
          "%s has other files in it and is open to other users, which checkpoints must not be: name a new folder for --checkpoints, or close it (chmod 700)"
              .formatted(folder));
    }
    try {
      OwnerAlone.close(folder);
    } catch (IOException e) {
      throw new MeterlineException(
          "%s is open to other users, which checkpoints must not be, and cannot be closed: name a new folder for --checkpoints (%s)"
              .formatted(folder, e),
          e);
    }
  }

  private static boolean isForCheckpoints(Path folder) throws IOException {
    if (Files.exists(folder.resolve(LOCK))) {
      return true;
    }
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static Closeable locked(Path folder) throws IOException {
    return FileLocks.hold(folder.resolve(LOCK))
        .orElseThrow(
            () ->
                new MeterlineException(
                    "another run has the checkpoints in " + folder + ": stop it, or name another folder for --checkpoints"));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new MeterlineException("the lock of a folder of checkpoints cannot be given back: " + e, e);
    }
  }
}
