package io.meterline.connect.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** Operations on a disk whose results survive a power failure. */
public final class Disk {
  private Disk() {}

  /**
   * Forces the content of a file, or the names in a folder, to the disk. Some network and FUSE mounts cannot force a
   * folder; that is ignored.
   *
   * @throws IOException if it cannot be opened, or a file cannot be forced
   */
  public static void force(Path fileOrFolder) throws IOException {
    try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      force(fileOrFolder, channel);
    }
  }

  /** As {@link #force(Path)}, for an open channel. */
  static void force(Path fileOrFolder, FileChannel channel) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      if (!Files.isDirectory(fileOrFolder)) {
        throw e;
      }
    }
  }

  /** As {@link #force(Path)}, for a folder and everything in it. Links are not followed. */
  public static void forceAll(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(each -> !Files.isSymbolicLink(each)).toList()) {
        force(path);
      }
    }
  }

  /**
   * As {@link #force(Path)}, for a folder and the folders in it: the names, but not the content of files. Links are not
   * followed.
   */
  public static void forceFolders(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)).toList()) {
        force(path);
      }
    }
  }

  /** Creates a folder and any missing folders above it, and forces their names to the disk. */
  public static Path makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      var parent = folder.toAbsolutePath().getParent();
      makeFolder(parent);
      Files.createDirectories(folder);
      force(parent);
    }
    return folder;
  }

  /**
   * Creates a folder that only its owner can access, in the current {@code java.io.tmpdir}. The JDK's own method uses
   * the value that the property had when the process started.
   *
   * @param prefix the beginning of its name
   */
  public static Path temporaryFolder(String prefix) throws IOException {
    return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), prefix);
  }

  /**
   * Gives a file one more name, by a hard link, or copies it where that is not possible, as on another disk or a file system
   * without links. An existing file of that name is replaced. The folder is not forced.
   *
   * <p>A file that may have several names must never be written to, only replaced, as {@link AtomicFile} does.
   */
  static void share(Path file, Path name) throws IOException {
    // A link to a symbolic link would be one more symbolic link.
    var real = file.toRealPath();
    Files.deleteIfExists(name);
    try {
      Files.createLink(name, real);
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(real, name);
    }
  }

  private static void copy(Path file, Path name) throws IOException {
    try (var in = FileChannel.open(file, StandardOpenOption.READ); var out = new AtomicFile(name)) {
      for (var at = 0L; at < in.size(); ) {
        at += in.transferTo(at, in.size() - at, out);
      }
    }
  }

  /** Removes a folder and everything in it. Links are not followed. */
  public static void remove(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
