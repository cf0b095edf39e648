package io.meterline.connect.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A folder of one process for what is not to stay, and of its user alone. A lock in it says that the process is there, so that
 * what a killed one left can be removed by the next.
 */
public final class OwnFolder implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String LOCK_BEFORE_IT_IS_HELD = ".lock-new";
  private static final String OWNER_ALONE = "rwx------";

  private final Path path;
  private final FileChannel lock;

  private OwnFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes one, after those of this user's processes that are surely gone were removed. Its process is there for as long as what
   * is given is held.
   *
   * @param parent where it is to be
   * @param prefix what its name begins with, and that of no other folder there
   */
  public static OwnFolder create(Path parent, String prefix) throws IOException {
    var own = prefix + process() + "-";
    // Not as one of the JDK's temporary folders: it looks but once where those are to be.
    var path = Files.createDirectory(
        parent.resolve(own + UUID.randomUUID()),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
    var folder = new OwnFolder(path, lock(path));
    for (var other : found(parent, prefix)) {
      // Of its own not even looked into: where locks are of processes, closing a file lets go of every lock on it.
      if (!other.getFileName().toString().startsWith(own)) {
        removeIfDead(other, path);
      }
    }
    return folder;
  }

  /** What no other process has: in containers one number is given to every process. */
  private static String process() {
    var self = ProcessHandle.current();
    return self.pid() + "-" + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** A lock gets its name when it is held: no other process sees one that is not. */
  private static FileChannel lock(Path folder) throws IOException {
    var unheld = folder.resolve(LOCK_BEFORE_IT_IS_HELD);
    var lock = FileChannel.open(unheld, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock.lock();
      Files.move(unheld, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // On a disk that has no locks: without one, no other process takes it for dead.
      Files.deleteIfExists(unheld);
    }
    return lock;
  }

  private static List<Path> found(Path parent, String prefix) {
    try (var paths = Files.list(parent)) {
      return paths
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> Files.isRegularFile(path.resolve(LOCK), LinkOption.NOFOLLOW_LINKS))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // One may be made in a folder that may not be listed.
      return List.of();
    }
  }

  /** What is of another user stays, even for one who may remove it; and what cannot be removed. */
  private static void removeIfDead(Path folder, Path own) {
    try {
      if (!owner(folder).equals(owner(own))) {
        return;
      }
      try (var file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
          var lock = file.tryLock()) {
        if (lock != null) {
          Disk.remove(folder);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The next one tries again.
    }
  }

  private static UserPrincipal owner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
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
