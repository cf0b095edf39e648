package io.meterline.connect.archive;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that were appended to an archive on a disk, in a hidden folder with the layout of the archive. The folder appears atomically,
 * which completes the append. Then the files are moved to their places, which whoever comes next continues if it is interrupted: the
 * next append, or the next reader. So an append of readings and settings is never seen in half.
 */
public final class PendingAppend {
  private static final String FOLDER = ".appended";

  private PendingAppend() {}

  /**
   * Completes an append.
   *
   * @param staged a folder on the same disk, whose files have names that are free in the archive; moved away
   */
  static void complete(Path archive, Path staged) throws IOException {
    Disk.forceAll(staged);
    AtomicFile.rename(staged, archive.toAbsolutePath().resolve(FOLDER));
    finish(archive);
  }

  /**
   * Moves the files of an interrupted append to their places. Does nothing for other archives. Several processes may do so at once.
   *
   * @throws MeterlineException if the files cannot be moved
   */
  public static void finish(Path archive) {
    var pending = archive.toAbsolutePath().resolve(FOLDER);
    if (!Files.isDirectory(pending)) {
      return;
    }
    try {
      for (var file : files(pending)) {
        var target = archive.toAbsolutePath().resolve(pending.relativize(file).toString());
        Disk.makeFolder(target.getParent());
        move(file, target);
      }
      remove(pending);
      Disk.force(archive.toAbsolutePath());
    } catch (IOException e) {
      throw new MeterlineException(
          "archive " + archive + ": an append was interrupted, and its files in " + FOLDER + "/ cannot be moved to their places: " + e, e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private static void move(Path file, Path target) throws IOException {
    try {
      AtomicFile.rename(file, target);
    } catch (NoSuchFileException e) {
      // Another process may have moved it.
      if (!Files.exists(target)) {
        throw e;
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Disk.remove(folder);
    }
  }
}
