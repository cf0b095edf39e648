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
 * The folders of readings and of settings of a live archive on a disk. Each is a link to a generation, a folder with all
 * files that readers see. Compaction makes another generation, in which files that it leaves as they are stand too, by hard
 * links, and turns the link to it: whoever lists files finds each event once, before and after. A generation that the link
 * has left stays for a while, for those who read in it.
 *
 * @param archive the folder of the archive
 */
record Generations(LocalFolder archive) {
  static final String FOLDER = ".generations";

  private static final String LOCK = "lock";

  /** No disk counts time in longer steps. */
  private static final Duration TICK = Duration.ofSeconds(3);

  /** A step that is taken while no other process does anything of the kind. */
  @FunctionalInterface
  interface Step {
    void take() throws IOException;
  }

  /** Makes the first generation and the link to it, if there is nothing yet, or what a kill has left of turning it. */
  void begin(String name) throws IOException {
    Files.createDirectories(folder());
    alone(
        () -> {
          putBack(name);
          if (isMissing(name)) {
            turn(archive.path().resolve(name), Files.createDirectories(folder().resolve(name + "-1")));
          }
        });
  }

  /** Waits until there is a link, if an archive had a folder that is just being moved, and puts back what a kill has left. */
  void requireLink(String name) throws IOException {
    if (isMissing(name) && Files.isDirectory(folder())) {
      alone(() -> putBack(name));
    }
  }

  /** Makes the link to a folder of an archive that had none, which is moved before the link is made. To be called alone. */
  void putBack(String name) throws IOException {
    var moved = folder().resolve(name + "-0");
    if (isMissing(name) && Files.isDirectory(moved)) {
      turn(archive.path().resolve(name), moved);
    }
  }

  private boolean isMissing(String name) {
    return !Files.exists(archive.path().resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private Path folder() {
    return archive.path().resolve(FOLDER);
  }

  /** Takes a step with no other one at the same time, in this process or another of the machine. */
  void alone(Step step) throws IOException {
    var lock = Files.createDirectories(folder()).resolve(LOCK);
    FileLocks.locked(
        lock,
        FileLocks.Sharing.NOT_SHARED,
        () -> {
          step.take();
          return lock;
        });
  }

  /** An empty generation after all that there are, which no reader sees. */
  Path next(String name) throws IOException {
    var highest = numbers(name).mapToInt(Integer::intValue).max().orElse(0);
    return Files.createDirectory(folder().resolve(name + "-" + (highest + 1)));
  }

  /**
   * Puts the other files into a generation, and turns the link to it. Slices that are written in the meantime get there.
   *
   * @param replaced the files that are not to be in it, by their names from the folder
   */
  void turnTo(Path generation, String name, Set<String> replaced) throws IOException {
    var link = archive.path().resolve(name);
    var since = Files.getLastModifiedTime(generation).toInstant().minus(TICK);
    link(new LocalFolder(link.toRealPath()), "", generation, replaced);
    Disk.forceFolders(generation);
    alone(
        () -> {
          var current = link.toRealPath();
          linkNew(current, generation, replaced, since);
          // From now on it counts as left: readers have a while from here.
          Files.setLastModifiedTime(current, FileTime.from(Instant.now()));
          if (!Files.isSymbolicLink(link)) {
            AtomicFile.rename(link, folder().resolve(name + "-0"));
          }
          turn(link, generation);
        });
  }

  /** Links all files of a folder that is called so in its generation. */
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

  /** Links what came to days since a time of the disk's own clock: others wait for it, so that it does not look at every file. */
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

  private static void turn(Path link, Path generation) throws IOException {
    AtomicFile.link(link, Path.of(FOLDER, generation.getFileName().toString()));
  }

  /** Removes generations that the link left so long ago, and those that it never came to. No other compaction goes on. */
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

  /** Removes a generation that could not be made, if the link did not come to it; what else fails is kept with the cause. */
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
