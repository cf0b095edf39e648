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
 * Views on a local disk: {@code current} is a link to the version that readers see. A version is locked while its run goes on in
 * a process of this machine.
 */
final class LocalViews extends ViewsPlace {
  private static final String LOCK = ".lock";

  /** Where versions were until they got the layout that they have in object stores. */
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
    // Where there is no lock, or none to be had, as on a disk that is only read, no run writes.
    return sharing == Sharing.SHARED && !Files.isReadable(lock) ? step.take() : FileLocks.locked(lock, sharing, step);
  }

  @Override
  Optional<Closeable> hold(String name) throws IOException {
    var lock = Disk.makeFolder(version(name)).resolve(LOCK);
    return FileLocks.hold(lock).map(held -> () -> letGo(held, lock));
  }

  private static void letGo(Closeable held, Path lock) throws IOException {
    held.close();
    Files.deleteIfExists(lock);
  }

  @Override
  Holder holder(String name) throws IOException {
    return FileLocks.holder(version(name).resolve(LOCK));
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
}
