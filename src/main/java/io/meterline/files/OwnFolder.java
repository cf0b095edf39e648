package io.meterline.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/**
 * A folder of one process for what is not to stay, and of its user alone. A lock in it says that the process is there, so that
 * what a killed one left can be removed by the next.
 */
public final class OwnFolder implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String OWNER_ALONE = "rwx------";

  private final Path path;
  private final FileChannel lock;

  private OwnFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one, after those of processes that are surely gone were removed.
   *
   * @param parent where it is to be
   * @param prefix what its name begins with, and that of no other folder there
   */
  public static OwnFolder create(Path parent, String prefix) throws IOException {
    removeDead(parent, prefix);
    var name = prefix + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    // Not as one of the JDK's temporary folders: it looks but once where those are to be.
    var path = Files.createDirectory(
        parent.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
    var lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock.lock();
    } catch (IOException e) {
      // On a disk that has no locks: without one, no other process takes it for dead.
      Files.delete(path.resolve(LOCK));
    }
    return new OwnFolder(path, lock);
  }

  private static void removeDead(Path parent, String prefix) {
    // Not even looked into: where locks are of processes, closing a file lets go of every lock on it.
    var own = prefix + ProcessHandle.current().pid() + "-";
    for (var folder : found(parent, prefix)) {
      if (!folder.getFileName().toString().startsWith(own)) {
        removeIfDead(folder);
      }
    }
  }

  private static List<Path> found(Path parent, String prefix) {
    try (var paths = Files.list(parent)) {
      return paths
          .filter(path -> path.getFileName().toString().startsWith(prefix) && Files.isRegularFile(path.resolve(LOCK)))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // One may be made in a folder that may not be listed.
      return List.of();
    }
  }

  /** What cannot be removed, as that of another user, stays. */
  private static void removeIfDead(Path folder) {
    try (var file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        var lock = file.tryLock()) {
      if (lock != null) {
        Disk.remove(folder);
      }
    } catch (IOException | UncheckedIOException e) {
      // The next one tries again.
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() throws IOException {
    try {
      Disk.remove(path);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      lock.close();
    }
  }
}
