package io.meterline.replay;

import io.meterline.MeterlineException;
import io.meterline.parquet.ViewWriter;
import io.meterline.view.Table;
import io.meterline.view.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.io.LocalOutputFile;

/**
 * A folder of views, replaced as a whole.
 *
 * <p>Each run writes a version of its own under {@code .versions}. Every view's name is a link through the one link {@code
 * .current}, and turning that to a new version is a single atomic step: readers see all views of one run or all of
 * another, and a run that fails or is killed has touched nothing. A version is locked while its run goes on; what a killed
 * run left is removed by the next one.
 */
public final class ViewsFolder implements AutoCloseable {
  private static final String VERSIONS = ".versions";
  private static final String CURRENT = ".current";
  private static final String LOCK = ".lock";

  /**
   * The versions that this process is writing. It must not so much as open their locks a second time: where locks are of
   * processes, closing one lets go of the other.
   */
  private static final Set<Path> RUNNING = new HashSet<>();

  private final Path folder;
  private final Path version;
  private final FileChannel lockFile;
  private final FileLock lock;
  private final List<View> views;

  private ViewsFolder(Path folder, Path version, FileChannel lockFile, FileLock lock, List<View> views) {
    this.folder = folder;
    this.version = version;
    this.lockFile = lockFile;
    this.lock = lock;
    this.views = views;
  }

  /**
   * Begins a new version of the views.
   *
   * @param named the folder of the views
   * @throws MeterlineException if the folder holds something else, or cannot be written
   */
  public static ViewsFolder begin(Path named, List<View> views) {
    try {
      requireOurs(named, views);
      Files.createDirectories(named.resolve(VERSIONS));
      // One path for one folder, however it was named: paths are compared below, and made relative to each other.
      var folder = named.toRealPath();
      return alone(folder, () -> claim(folder, views));
    } catch (IOException | UncheckedIOException e) {
      throw failure(named, e);
    }
  }

  /** A step that reads or writes the folder. */
  @FunctionalInterface
  private interface Step<T> {
    T take() throws IOException;
  }

  /** Takes a step while no other run takes one in the folder, in this process or another. */
  private static <T> T alone(Path folder, Step<T> step) throws IOException {
    synchronized (RUNNING) {
      try (var file = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.lock();
        return step.take();
      }
    }
  }

  private static void requireOurs(Path folder, List<View> views) {
    for (var view : views) {
      var path = folder.resolve(view.name());
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
        throw new MeterlineException("views " + folder + ": " + view.name() + " was not written by a run; name another folder");
      }
    }
  }

  private static ViewsFolder claim(Path folder, List<View> views) throws IOException {
    var versions = folder.resolve(VERSIONS);
    removeAbandoned(folder, versions);
    for (var number = 1; ; number++) {
      var version = versions.resolve(Integer.toString(number));
      try {
        Files.createDirectory(version);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      var lockFile = openLock(version);
      var lock = lockFile.lock();
      for (var view : views) {
        Files.createDirectory(version.resolve(view.name()));
      }
      RUNNING.add(version);
      return new ViewsFolder(folder, version, lockFile, lock, views);
    }
  }

  private static FileChannel openLock(Path version) throws IOException {
    return FileChannel.open(version.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Where the views of this version are to be written, each into the folder of its name. */
  public Path version() {
    return version;
  }

  /** Makes this version the one that readers see. */
  public void publish() {
    try {
      for (var view : views) {
        completeEmpty(view);
      }
      alone(folder, this::turnAll);
    } catch (IOException | UncheckedIOException e) {
      throw failure(folder, e);
    }
  }

  private Path turnAll() throws IOException {
    var before = current(folder);
    turn(folder.resolve(CURRENT), folder.relativize(version));
    for (var view : views) {
      turn(folder.resolve(view.name()), Path.of(CURRENT, view.name()));
    }
    if (before.isPresent()) {
      removeIfAbandoned(before.get());
    }
    return version;
  }

  /** A view without rows still has a file that tells its columns. */
  private void completeEmpty(View view) throws IOException {
    var path = version.resolve(view.name());
    try (var files = Files.list(path)) {
      if (files.findAny().isPresent()) {
        return;
      }
    }
    ViewWriter.write(new LocalOutputFile(path.resolve("empty.parquet")), Table.of(view, List.of()));
  }

  /** Makes a link lead to the target, in one step. */
  private static void turn(Path link, Path target) throws IOException {
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return;
    }
    var turned = link.resolveSibling("." + link.getFileName() + ".new");
    Files.deleteIfExists(turned);
    Files.createSymbolicLink(turned, target);
    Files.move(turned, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Optional<Path> current(Path folder) throws IOException {
    var link = folder.resolve(CURRENT);
    return Files.isSymbolicLink(link)
        ? Optional.of(folder.resolve(Files.readSymbolicLink(link)))
        : Optional.empty();
  }

  private static void removeAbandoned(Path folder, Path versions) throws IOException {
    var current = current(folder);
    try (var all = Files.list(versions)) {
      for (var version : all.toList()) {
        if (current.isEmpty() || !current.get().equals(version)) {
          removeIfAbandoned(version);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path version) throws IOException {
    if (RUNNING.contains(version) || !Files.isDirectory(version)) {
      return;
    }
    try (var lockFile = openLock(version);
        var lock = lockFile.tryLock()) {
      if (lock != null) {
        remove(version);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static MeterlineException failure(Path folder, Exception cause) {
    return new MeterlineException("views " + folder + ": cannot be written: " + cause, cause);
  }

  /** Ends the run: what was not published is removed. */
  @Override
  public void close() {
    try {
      alone(folder, this::letGo);
    } catch (IOException | UncheckedIOException e) {
      throw failure(folder, e);
    }
  }

  private Path letGo() throws IOException {
    RUNNING.remove(version);
    lock.release();
    lockFile.close();
    var current = current(folder);
    if (current.isEmpty() || !current.get().equals(version)) {
      removeIfAbandoned(version);
    } else {
      Files.deleteIfExists(version.resolve(LOCK));
    }
    return version;
  }
}
