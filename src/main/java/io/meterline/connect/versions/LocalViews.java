package io.meterline.connect.versions;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.FileLocks.Sharing;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
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
 * Views on a local disk. Every view's name is a link through the one link {@code .current}, and turning that to another
 * version is a single atomic step. A version is locked while its run goes on in a process of this machine.
 */
final class LocalViews implements ViewsPlace {
  private static final String VERSIONS = ".versions";
  private static final String CURRENT = ".current";
  private static final String HISTORY = ".history";
  private static final String LOCK = ".lock";
  private static final String HANDED_OVER = ".handed-over";

  /**
   * The locks of the versions that this process is writing. It must not so much as open one a second time: where locks are
   * of processes, closing one lets go of the other.
   */
  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  private final Path folder;
  private final Path versions;

  private LocalViews(Path folder) {
    this.folder = folder;
    this.versions = folder.resolve(VERSIONS);
  }

  static boolean isVersioned(LocalFolder named) {
    return Files.isDirectory(named.path().resolve(VERSIONS));
  }

  static LocalViews at(LocalFolder named) throws IOException {
    if (!isVersioned(named)) {
      throw new MeterlineException("views " + named + ": there are no versions of views");
    }
    // One path for one folder, however it was named: paths are compared below, and made relative to each other.
    return new LocalViews(named.path().toRealPath());
  }

  static LocalViews make(LocalFolder named, List<View> views) throws IOException {
    for (var view : views) {
      var path = named.path().resolve(view.name());
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
        throw new MeterlineException("views " + named + ": " + view.name() + " was not written by a run; name another folder");
      }
    }
    if (Files.exists(named.path().resolve(StoreViews.CURRENT))) {
      throw new MeterlineException("views " + named + ": its versions were written by a URI; name it as file://");
    }
    Disk.makeFolder(named.path().resolve(VERSIONS));
    return at(named);
  }

  @Override
  public Folder versions() {
    return new LocalFolder(versions);
  }

  @Override
  public List<String> names() throws IOException {
    try (var all = Files.list(versions)) {
      return all.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** The number after the highest there is. */
  @Override
  public String nextName() throws IOException {
    var highest = names().stream().filter(name -> name.matches("[0-9]{1,9}")).mapToInt(Integer::parseInt).max();
    return Integer.toString(highest.orElse(0) + 1);
  }

  @Override
  public Optional<String> current() throws IOException {
    var link = folder.resolve(CURRENT);
    return Files.isSymbolicLink(link)
        ? Optional.of(Files.readSymbolicLink(link).getFileName().toString())
        : Optional.empty();
  }

  @Override
  public void turn(String name, List<View> views) throws IOException {
    AtomicFile.link(folder.resolve(CURRENT), Path.of(VERSIONS, name));
    for (var view : views) {
      AtomicFile.link(folder.resolve(view.name()), Path.of(CURRENT, view.name()));
    }
  }

  @Override
  public List<String> seen() throws IOException {
    return new LocalFolder(folder).read(HISTORY).stream().flatMap(String::lines).filter(name -> !name.isBlank()).toList();
  }

  @Override
  public void note(List<String> seen) throws IOException {
    new LocalFolder(folder).write(HISTORY, String.join("\n", seen) + "\n");
  }

  @Override
  public <T> T alone(Step<T> step) throws IOException {
    synchronized (HELD) {
      try (var file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLocks.await(file, Sharing.NOT_SHARED);
        return step.take();
      }
    }
  }

  /** Shares a lock that is there. Where there is none, or none to be had, as on a disk that is only read, no run writes. */
  @Override
  public <T> T reading(Step<T> step) throws IOException {
    synchronized (HELD) {
      if (!Files.isReadable(folder.resolve(LOCK))) {
        return step.take();
      }
      try (var file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.READ)) {
        FileLocks.await(file, Sharing.SHARED);
        return step.take();
      }
    }
  }

  @Override
  public Writer writer(String name) throws IOException {
    var version = versions.resolve(name);
    if (HELD.containsKey(version)) {
      return Writer.THERE;
    }
    if (Files.exists(version.resolve(HANDED_OVER))) {
      return Writer.UNKNOWN;
    }
    var file = version.resolve(LOCK);
    if (!Files.exists(file)) {
      return Writer.GONE;
    }
    if (!Files.isReadable(file)) {
      return Writer.UNKNOWN;
    }
    try (var lockFile = FileChannel.open(file, StandardOpenOption.READ)) {
      return tryLock(lockFile, Sharing.SHARED).isPresent() ? Writer.GONE : Writer.THERE;
    }
  }

  private static Optional<FileLock> tryLock(FileChannel file, Sharing sharing) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock(0, Long.MAX_VALUE, sharing == Sharing.SHARED));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean hold(String name, List<View> views) throws IOException {
    var version = versions.resolve(name);
    if (HELD.containsKey(version)) {
      return false;
    }
    Disk.makeFolder(version);
    var file = FileChannel.open(version.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(file, Sharing.NOT_SHARED).isEmpty()) {
      file.close();
      return false;
    }
    HELD.put(version, file);
    for (var view : views) {
      Disk.makeFolder(version.resolve(view.name()));
    }
    return true;
  }

  @Override
  public void letGo(String name) throws IOException {
    var version = versions.resolve(name);
    HELD.remove(version).close();
    Files.deleteIfExists(version.resolve(LOCK));
  }

  @Override
  public void handOver(String name) throws IOException {
    new LocalFolder(versions.resolve(name)).write(HANDED_OVER, "");
  }

  @Override
  public void remove(String name) throws IOException {
    var version = versions.resolve(name);
    // Without this it is not complete any more, should the rest fail.
    Files.deleteIfExists(version.resolve(Manifest.FILE));
    Disk.remove(version);
  }
}
