package io.meterline.connect.versions;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.FileLocks.Holder;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.FileLocks.Step;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.MeterlineException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Views on a local disk. {@code current} is a symbolic link to the current version. A version is locked while a process
 * of this machine writes it.
 */
final class LocalViews extends ViewsLocation {
  private static final String LOCK = ".lock";

  /** The folder of versions in an earlier layout, before disks and object stores shared one. */
  private static final String EARLIER = ".versions";

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
    // Resolved to one path per folder, as locks are found by path.
    return new LocalViews(named.pinned());
  }

  /**
   * In views copied from an object store, {@code current} is a file with the name of the version, until the next
   * switch.
   */
  @Override
  Optional<String> current() throws IOException {
    var link = folder.resolve(CURRENT);
    return Files.isSymbolicLink(link)
        ? Optional.of(Files.readSymbolicLink(link).getFileName().toString())
        : super.current();
  }

  @Override
  void makeCurrent(String name) throws IOException {
    AtomicFile.link(folder.resolve(CURRENT), Path.of(VERSIONS, name));
  }

  /** One more than the highest number in use. */
  @Override
  String nextName() throws IOException {
    var highest = names().stream().filter(name -> name.matches("[0-9]{1,9}")).mapToInt(Integer::parseInt).max();
    return Integer.toString(highest.orElse(0) + 1);
  }

  @Override
  <T> T locked(Sharing sharing, Step<T> step) throws IOException {
    var lock = folder.resolve(LOCK);
    // Without a lock file, or with one that cannot be read, as on a read-only disk, no run writes.
    return sharing == Sharing.SHARED && !Files.isReadable(lock) ? step.run() : FileLocks.locked(lock, sharing, step);
  }

  @Override
  Optional<Closeable> tryLock(String name) throws IOException {
    var lock = Disk.makeFolder(version(name)).resolve(LOCK);
    return FileLocks.tryLock(lock).map(held -> () -> release(held, lock));
  }

  private static void release(Closeable held, Path lock) throws IOException {
    held.close();
    Files.deleteIfExists(lock);
  }

  @Override
  Holder holder(String name) throws IOException {
    return FileLocks.holder(version(name).resolve(LOCK));
  }

  @Override
  List<String> temporaryFiles() throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(AtomicFile.PARTIAL)).sorted().toList();
    }
  }

  private Path version(String name) {
    return folder.resolve(VERSIONS).resolve(name);
  }
}
