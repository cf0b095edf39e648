package io.meterline.connect.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** What is to be on a disk, even if the machine loses its power the moment after. */
public final class Disk {
  private Disk() {}

  /**
   * Waits until what was written to a file, or the names in a folder, are on the disk. For folders some mounts, of a network or a
   * user's own program, have no such thing; then there is nothing to wait for.
   *
   * @throws IOException if it cannot be opened, or what a file holds may not be on the disk
   */
  public static void force(Path fileOrFolder) throws IOException {
    try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      force(fileOrFolder, channel);
    }
  }

  /** As {@link #force(Path)}, of what is open. */
  static void force(Path fileOrFolder, FileChannel channel) throws IOException {
    try {
      channel.force(true);
    } catch (IOException e) {
      if (!Files.isDirectory(fileOrFolder)) {
        throw e;
      }
    }
  }

  /** As {@link #force(Path)}, of a folder and everything in it, links not followed. */
  public static void forceAll(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(each -> !Files.isSymbolicLink(each)).toList()) {
        force(path);
      }
    }
  }

  /** As {@link #force(Path)}, of a folder and the folders in it, links not followed: the names, and not what the files have in them. */
  public static void forceFolders(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)).toList()) {
        force(path);
      }
    }
  }

  /** Makes a folder and those above it that are not there, and waits until their names are on the disk. */
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
   * Makes a folder for its owner alone where temporary files are to be now. Java's own way keeps to where they were to be when the
   * process began.
   *
   * @param prefix what its name begins with
   */
  public static Path temporaryFolder(String prefix) throws IOException {
    return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), prefix);
  }

  /** Removes a folder and everything in it, links not followed. */
  public static void remove(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
