package io.meterline.app.flink;

import io.meterline.connect.files.FileLocks;
import io.meterline.model.MeterlineException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An exclusive lock on a folder of checkpoints. */
public final class CheckpointLock implements AutoCloseable {
  private static final String LOCK = ".meterline-lock";

  private final Closeable lock;

  private CheckpointLock(Closeable lock) {
    this.lock = lock;
  }

  static CheckpointLock of(Path folder, Checkpoints.Access access) {
    try {
      create(folder, access);
      return new CheckpointLock(locked(folder));
    } catch (IOException e) {
      throw new MeterlineException("checkpoints cannot be kept in " + folder + ": " + e, e);
    }
  }

  private static void create(Path folder, Checkpoints.Access access) throws IOException {
    if (access == Checkpoints.Access.CLUSTER) {
      Files.createDirectories(folder.toAbsolutePath());
    } else if (!Files.isDirectory(folder)) {
      OwnerOnly.createFolder(folder);
    } else if (!OwnerOnly.isPrivate(folder)) {
      makePrivate(folder);
    }
  }

  /** Removes the permissions of other users, but only if the folder contains nothing but checkpoints. */
  private static void makePrivate(Path folder) throws IOException {
    if (!isForCheckpoints(folder)) {
      throw new MeterlineException(
          "%s contains other files and is accessible to other users, which checkpoints must not be: name a new folder for --checkpoints, or make it private (chmod 700)"
              .formatted(folder));
    }
    try {
      OwnerOnly.makePrivate(folder);
    } catch (IOException e) {
      throw new MeterlineException(
          "%s is accessible to other users, which checkpoints must not be, and cannot be made private: name a new folder for --checkpoints (%s)"
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
    return FileLocks.tryLock(folder.resolve(LOCK))
        .orElseThrow(
            () ->
                new MeterlineException(
                    "another run has locked the checkpoints in " + folder + ": stop it, or name another folder for --checkpoints"));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new MeterlineException("the lock of a folder of checkpoints cannot be released: " + e, e);
    }
  }
}
