package io.meterline.connect.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
    var folder = make(parent, own);
    for (var other : found(parent, prefix)) {
      // Of its own not even looked into: where locks are of processes, closing a file lets go of every lock on it.
      if (!other.getFileName().toString().startsWith(own)) {
        removeIfDead(other, folder.path);
      }
    }
    return folder;
  }

  private static OwnFolder make(Path parent, String own) throws IOException {
    while (true) {
      // Not as one of the JDK's temporary folders: it looks but once where those are to be.
      var path = Files.createDirectory(
          parent.resolve(own + UUID.randomUUID()),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
      try {
        return new OwnFolder(path, lock(path));
      } catch (NoSuchFileException e) {
        // Another process took it for dead, as its lock was not held yet, and removed it.
      }
    }
  }

  /** What no other process has: in containers one number is given to every process. */
  private static String process() {
    var self = ProcessHandle.current();
    return self.pid() + "-" + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /**
   * A lock gets its name when it is held: no other process sees one that is not.
   *
   * @throws NoSuchFileException if the folder was removed meanwhile
   */
  private static FileChannel lock(Path folder) throws IOException {
    var unheld = folder.resolve(LOCK_BEFORE_IT_IS_HELD);
    var lock = FileChannel.open(unheld, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock.lock();
      Files.move(unheld, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      lock.close();
      throw e;
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
          .filter(path -> lockIn(path).isPresent())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // One may be made in a folder that may not be listed.
      return List.of();
    }
  }

  /** The lock of a folder: a process that was killed when it had just made one left a lock that it never held. */
  private static Optional<Path> lockIn(Path folder) {
    return Stream.of(LOCK, LOCK_BEFORE_IT_IS_HELD)
        .map(folder::resolve)
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  /** What is of another user stays, even for one who may remove it; and what cannot be removed. */
  private static void removeIfDead(Path folder, Path own) {
    try {
      var found = lockIn(folder);
      if (found.isEmpty() || !owner(folder).equals(owner(own))) {
        return;
      }
      try (var file = FileChannel.open(found.get(), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
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
