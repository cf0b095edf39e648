package io.meterline.app.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Folders and files that no other user may open. Where the disk knows no permissions, they are as it makes them. */
final class OwnerAlone {
  private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerAlone() {}

  /** Makes a folder that is not there; those above it are as they usually are. */
  static void makeFolder(Path folder) throws IOException {
    var whole = folder.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    Files.createDirectory(whole, attributes(whole.getParent(), FOLDER));
  }

  /** Whether a folder is one already. */
  static boolean isFolder(Path folder) throws IOException {
    return !hasPermissions(folder) || FOLDER.containsAll(Files.getPosixFilePermissions(folder));
  }

  /** Closes a folder to others that is open to them. */
  static void close(Path folder) throws IOException {
    if (!isFolder(folder)) {
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /** Writes a file, anew if it is there: at no time is it open to others. */
  static void write(Path file, List<String> lines) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, attributes(file.toAbsolutePath().getParent(), FILE));
    Files.write(file, lines);
  }

  private static FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> permissions) {
    return hasPermissions(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[] {};
  }

  private static boolean hasPermissions(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }
}
