package io.meterline.connect.parquet;

import io.meterline.connect.files.AtomicFile;
import io.meterline.connect.files.Disk;
import io.meterline.connect.files.ProcessFolder;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * The folder in which an archive is written until it is complete: hidden, and on the same disk, so that the final move
 * is atomic.
 */
final class Staging {
  private final Path archive;
  private final ProcessFolder holder;
  private final Path folder;

  private Staging(Path archive, ProcessFolder holder, Path folder) {
    this.archive = archive;
    this.holder = holder;
    this.folder = folder;
  }

  /** Prepares to write an archive whose folder does not exist, or is empty. */
  static Staging of(Path archive) {
    var target = archive.toAbsolutePath().normalize();
    var prefix = "." + target.getFileName() + ".partial-";
    try {
      requireFree(target);
      // Only the owner can access the holder; the archive within it has the usual permissions.
      var holder = ProcessFolder.create(nearestFolder(target), prefix);
      return new Staging(target, holder, Files.createDirectory(holder.path().resolve("archive")));
    } catch (MeterlineException e) {
      // A process killed just after it moved the archive into place may have left its holder behind.
      removeDead(target, prefix);
      throw e;
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  private static void removeDead(Path target, String prefix) {
    try {
      ProcessFolder.create(nearestFolder(target), prefix).close();
    } catch (IOException e) {
      // The next run tries again.
    }
  }

  /** The folder to write into. */
  Path folder() {
    return folder;
  }

  void moveIntoPlace() throws IOException {
    requireFree(archive);
    Disk.forceAll(folder);
    Disk.makeFolder(archive.getParent());
    AtomicFile.rename(folder, archive);
    holder.close();
  }

  /** Removes everything written. */
  void discard() {
    try {
      holder.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The exception for a failure to write. */
  MeterlineException failure(IOException cause) {
    return failure(archive, cause);
  }

  private static MeterlineException failure(Path archive, IOException cause) {
    return new MeterlineException("cannot write the archive " + archive + ": " + cause, cause);
  }

  private static void requireFree(Path archive) throws IOException {
    if (!Files.exists(archive)) {
      return;
    }
    if (!Files.isDirectory(archive)) {
      throw new MeterlineException("the archive " + archive + " is a file; name a new folder");
    }
    try (var entries = Files.list(archive)) {
      if (entries.findAny().isPresent()) {
        throw new MeterlineException("the archive " + archive + " already exists; name a new folder or remove it");
      }
    }
  }

  private static Path nearestFolder(Path archive) throws IOException {
    var above = archive.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    if (above == null || !Files.isDirectory(above)) {
      throw new NotDirectoryException(String.valueOf(above));
    }
    return above;
  }
}
