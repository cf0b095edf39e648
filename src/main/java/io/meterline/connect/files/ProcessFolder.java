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
 * A temporary folder of one process, which only its user can access. The process holds a lock in it while it is alive,
 * so that the next process can remove what a killed one left.
 */
public final class ProcessFolder implements AutoCloseable {
  private static final String LOCK_FILE = ".lock";
  private static final String UNLOCKED_FILE = ".lock-new";
  private static final String OWNER_ONLY = "rwx------";

  private final Path path;
  private final FileChannel lock;

  private ProcessFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates one, and removes those of this user's dead processes. The new folder counts as in use until it is closed or
   * this process ends.
   *
   * @param parent the folder to create it in
   * @param prefix the beginning of its name, which no other kind of folder there shares
   */
  public static ProcessFolder create(Path parent, String prefix) throws IOException {
    var own = prefix + process() + "-";
    var folder = make(parent, own);
    for (var other : found(parent, prefix)) {
      // Lock files of this process are not even opened: where locks belong to processes (POSIX), closing a file
      // releases every lock of the process on it.
      if (!other.getFileName().toString().startsWith(own)) {
        removeIfDead(other, folder.path);
      }
    }
    return folder;
  }

  private static ProcessFolder make(Path parent, String own) throws IOException {
    while (true) {
      // Not with the JDK's temporary folders, whose location is fixed when the process starts.
      var path = Files.createDirectory(
          parent.resolve(own + UUID.randomUUID()),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
      try {
        return new ProcessFolder(path, lock(path));
      } catch (NoSuchFileException e) {
        // Another process considered it dead, as its lock was not held yet, and removed it.
      }
    }
  }

  /** Unique to the process. The process id alone is not: in containers it is often the same for every process. */
  private static String process() {
    var self = ProcessHandle.current();
    return self.pid() + "-" + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /**
   * The lock file gets its name only once it is locked, so that other processes never see an unlocked file of that
   * name.
   *
   * @throws NoSuchFileException if the folder was removed in the meantime
   */
  private static FileChannel lock(Path folder) throws IOException {
    var unlocked = folder.resolve(UNLOCKED_FILE);
    var lock = FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock.lock();
      Files.move(unlocked, folder.resolve(LOCK_FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      lock.close();
      throw e;
    } catch (IOException e) {
      // The disk has no locks. Without a lock file, no other process considers the folder dead.
      Files.deleteIfExists(unlocked);
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
      // The parent may be writable but not listable.
      return List.of();
    }
  }

  /** The lock file of a folder. A process killed before it locked the file left it under its first name. */
  private static Optional<Path> lockIn(Path folder) {
    return Stream.of(LOCK_FILE, UNLOCKED_FILE)
        .map(folder::resolve)
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  /**
   * Removes a folder if its process is dead. Keeps folders of other users, even if this user could remove them, and
   * folders that cannot be removed.
   */
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
      // The next process tries again.
    }
  }

  private static UserPrincipal owner(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Its path. */
  public Path path() {
    return path;
  }

  /** Removes it and everything in it. */
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
