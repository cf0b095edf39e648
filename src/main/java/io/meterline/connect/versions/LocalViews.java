package io.meterline.connect.versions;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.MeterlineException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Views on a local disk: {@code current} is a link to the version that readers see. A version is locked while its run goes on in
 * a process of this machine.
 */
final class LocalViews extends ViewsPlace {
  private static final String LOCK = ".lock";

  /** Where versions were until they got the layout that they have in object stores. */
  private static final String EARLIER = ".versions";

  /**
   * The locks of the versions that this process is writing. It must not so much as open one a second time: where locks are
   * of processes, closing one lets go of the other.
   */
  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  private final Path folder;

  private LocalViews(LocalFolder folder) {
    super(folder);
    this.folder = folder.path();
  }

  static LocalViews of(LocalFolder named) throws IOException {
    if (Files.exists(named.path().resolve(EARLIER), LinkOption.NOFOLLOW_LINKS)) {
      throw new MeterlineException(
          "views " + named + ": were written by an earlier version of meterline (" + EARLIER
              + "); name a new folder and run again, or move them over as docs/backfill.md says");
    }
    // One path for one folder, however it was named: paths are compared below.
    return new LocalViews(named.pinned());
  }

  /** In views that were copied from an object store, it is a file with the name, until the next switch. */
  @Override
  Optional<String> current() throws IOException {
    var link = folder.resolve(CURRENT);
    return Files.isSymbolicLink(link)
        ? Optional.of(Files.readSymbolicLink(link).getFileName().toString())
        : super.current();
  }

  @Override
  void turn(String name) throws IOException {
    AtomicFile.link(folder.resolve(CURRENT), Path.of(VERSIONS, name));
  }

  /** The number after the highest there is. */
  @Override
  String nextName() throws IOException {
    var highest = names().stream().filter(name -> name.matches("[0-9]{1,9}")).mapToInt(Integer::parseInt).max();
    return Integer.toString(highest.orElse(0) + 1);
  }

  @Override
  <T> T locked(Sharing sharing, Step<T> step) throws IOException {
    var lock = folder.resolve(LOCK);
    synchronized (HELD) {
      // Where there is no lock, or none to be had, as on a disk that is only read, no run writes.
      if (sharing == Sharing.SHARED && !Files.isReadable(lock)) {
        return step.take();
      }
      try (var file = sharing == Sharing.SHARED ? toRead(lock) : toWrite(lock)) {
        FileLocks.await(file, sharing);
        return step.take();
      }
    }
  }

  @Override
  Optional<Closeable> hold(String name) throws IOException {
    var version = version(name);
    if (HELD.containsKey(version)) {
      return Optional.empty();
    }
    var file = toWrite(Disk.makeFolder(version).resolve(LOCK));
    if (tryLock(file, Sharing.NOT_SHARED).isEmpty()) {
      file.close();
      return Optional.empty();
    }
    HELD.put(version, file);
    return Optional.of(() -> letGo(version));
  }

  private static void letGo(Path version) throws IOException {
    HELD.remove(version).close();
    Files.deleteIfExists(version.resolve(LOCK));
  }

  @Override
  Writer holder(String name) throws IOException {
    var version = version(name);
    var lock = version.resolve(LOCK);
    if (HELD.containsKey(version)) {
      return Writer.THERE;
    }
    if (!Files.exists(lock)) {
      return Writer.GONE;
    }
    if (!Files.isReadable(lock)) {
      return Writer.UNKNOWN;
    }
    try (var file = toRead(lock)) {
      return tryLock(file, Sharing.SHARED).isPresent() ? Writer.GONE : Writer.THERE;
    }
  }

  @Override
  List<String> temporaries() throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(AtomicFile.PARTIAL)).sorted().toList();
    }
  }

  private Path version(String name) {
    return folder.resolve(VERSIONS).resolve(name);
  }

  private static FileChannel toRead(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.READ);
  }

  private static FileChannel toWrite(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Optional<FileLock> tryLock(FileChannel file, Sharing sharing) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock(0, Long.MAX_VALUE, sharing == Sharing.SHARED));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }
}
