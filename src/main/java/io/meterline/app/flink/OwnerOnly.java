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

/** Folders and files that no other user may open. On file systems without POSIX permissions, it changes nothing. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Creates a folder; its parents get default permissions. */
  static void createFolder(Path folder) throws IOException {
    var absolute = folder.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Files.createDirectory(absolute, attributes(absolute.getParent(), FOLDER));
  }

  /** Whether only the owner may open a folder. */
  static boolean isPrivate(Path folder) throws IOException {
    return !hasPermissions(folder) || FOLDER.containsAll(Files.getPosixFilePermissions(folder));
  }

  /** Removes the permissions of other users from a folder. */
  static void makePrivate(Path folder) throws IOException {
    if (!isPrivate(folder)) {
      Files.setPosixFilePermissions(folder, FOLDER);
    }
  }

  /** Creates or replaces a file. It is never accessible to other users. */
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
