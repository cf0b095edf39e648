package io.meterline.connect.archive;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.FileLocks;
import io.meterline.connect.files.LocalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders of readings and of settings of a live archive on a disk. Each is a symbolic link to a generation: a
 * folder with all files that readers see. Compaction creates another generation, with hard links to the files that it
 * does not replace, and then points the link to it atomically. So a listing has each event exactly once, before and
 * after the switch. An old generation is kept for a while, for readers that have already listed it.
 *
 * @param archive the folder of the archive
 */
record Generations(LocalFolder archive) {
  static final String FOLDER = ".generations";

  private static final String LOCK = "lock";

  /** No file system has timestamps coarser than this. */
  private static final Duration TICK = Duration.ofSeconds(3);

  /** An action under the lock of the generations. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /**
   * Creates the first generation and the link to it if they do not exist, or repairs an interrupted {@link #switchTo}.
   */
  void begin(String name) throws IOException {
    Files.createDirectories(folder());
    exclusive(
        () -> {
          repair(name);
          if (isMissing(name)) {
            pointTo(archive.path().resolve(name), Files.createDirectories(folder().resolve(name + "-1")));
          }
        });
  }

  /** Waits for the link if a switch is in progress, and repairs an interrupted one. */
  void requireLink(String name) throws IOException {
    if (isMissing(name) && Files.isDirectory(folder())) {
      exclusive(() -> repair(name));
    }
  }

  /** Repairs an archive whose folder was moved aside but not yet replaced by a link. Call it under the lock. */
  void repair(String name) throws IOException {
    var moved = folder().resolve(name + "-0");
    if (isMissing(name) && Files.isDirectory(moved)) {
      pointTo(archive.path().resolve(name), moved);
    }
  }

  private boolean isMissing(String name) {
    return !Files.exists(archive.path().resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private Path folder() {
    return archive.path().resolve(FOLDER);
  }

  /** Runs a step under the lock, which excludes other threads and other processes of this machine. */
  void exclusive(Step step) throws IOException {
    var lock = Files.createDirectories(folder()).resolve(LOCK);
    FileLocks.locked(
        lock,
        FileLocks.Sharing.EXCLUSIVE,
        () -> {
          step.run();
          return lock;
        });
  }

  /** Creates an empty generation with the next number. Readers do not see it. */
  Path next(String name) throws IOException {
    var highest = numbers(name).mapToInt(Integer::intValue).max().orElse(0);
    return Files.createDirectory(folder().resolve(name + "-" + (highest + 1)));
  }

  /**
   * Adds the files that are not replaced to a generation, and points the link to it. Slices written in the meantime are
   * added, too.
   *
   * @param replaced the files to leave out, by their names relative to the folder
   */
  void switchTo(Path generation, String name, Set<String> replaced) throws IOException {
    var link = archive.path().resolve(name);
    var since = Files.getLastModifiedTime(generation).toInstant().minus(TICK);
    link(new LocalFolder(link.toRealPath()), "", generation, replaced);
    Disk.forceFolders(generation);
    exclusive(
        () -> {
          var current = link.toRealPath();
          linkNew(current, generation, replaced, since);
          // The retention of the replaced generation starts now.
          Files.setLastModifiedTime(current, FileTime.from(Instant.now()));
          if (!Files.isSymbolicLink(link)) {
            AtomicFile.rename(link, folder().resolve(name + "-0"));
          }
          pointTo(link, generation);
        });
  }

  /** Hard-links all files of a folder into a generation, under a prefix. */
  private static void link(LocalFolder from, String prefix, Path to, Set<String> replaced) throws IOException {
    for (var file : from.files()) {
      var name = prefix + file.name();
      var target = to.resolve(name);
      if (!replaced.contains(name) && !Files.exists(target)) {
        Files.createDirectories(target.getParent());
        Files.createLink(target, from.path().resolve(file.name()));
      }
    }
  }

  /**
   * Hard-links the files of each day whose folder was modified since a given time, by the disk's clock. The folders of
   * other days are not listed, as writers wait for the lock meanwhile.
   */
  private static void linkNew(Path from, Path to, Set<String> replaced, Instant since) throws IOException {
    try (var entries = Files.list(from)) {
      for (var entry : entries.filter(Files::isDirectory).toList()) {
        if (!Files.getLastModifiedTime(entry).toInstant().isBefore(since)) {
          link(new LocalFolder(entry), entry.getFileName() + "/", to, replaced);
          Disk.forceFolders(to.resolve(entry.getFileName()));
        }
      }
    }
  }

  private static void pointTo(Path link, Path generation) throws IOException {
    AtomicFile.link(link, Path.of(FOLDER, generation.getFileName().toString()));
  }

  /**
   * Removes generations replaced longer ago than {@code kept}, and those never switched to. Call it only while no other
   * compaction runs.
   */
  void removeOld(String name, Duration kept) throws IOException {
    var link = archive.path().resolve(name);
    if (!Files.isSymbolicLink(link)) {
      return;
    }
    var current = number(name, Files.readSymbolicLink(link).getFileName().toString());
    var before = Instant.now().minus(kept);
    for (var number : numbers(name).toList()) {
      var generation = folder().resolve(name + "-" + number);
      if (number > current || number < current && Files.getLastModifiedTime(generation).toInstant().isBefore(before)) {
        remove(generation);
      }
    }
  }

  /**
   * Removes a generation that failed, unless the link points to it. A failure to remove it is added to the cause as
   * suppressed.
   */
  void discard(Path generation, String name, Exception cause) {
    try {
      var link = archive.path().resolve(name);
      if (!Files.exists(link) || !link.toRealPath().equals(generation.toRealPath())) {
        remove(generation);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Disk.remove(folder);
    }
  }

  private Stream<Integer> numbers(String name) throws IOException {
    try (var files = Files.list(folder())) {
      return List.copyOf(files.map(file -> number(name, file.getFileName().toString())).filter(number -> number >= 0).toList())
          .stream();
    }
  }

  private static int number(String name, String generation) {
    return generation.matches(name + "-[0-9]{1,9}") ? Integer.parseInt(generation.substring(name.length() + 1)) : -1;
  }
}
