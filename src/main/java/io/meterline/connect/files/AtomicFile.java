package io.meterline.connect.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces files on a disk atomically: writes a temporary file in the same folder, forces it to the disk, renames it
 * over the old file, and forces the folder. Readers see the old file or the new one, even after a power failure.
 *
 * <p>An instance is a file that gets its name when it is closed, as an object in a store does. If a write failed, it
 * never gets the name.
 */
public final class AtomicFile implements WritableByteChannel {
  /** The suffix of temporary files; a killed process may leave some behind. */
  public static final String PARTIAL = ".partial";

  private final Path file;
  private final Path partial;
  private final FileChannel channel;
  private boolean isComplete = true;

  /** Begins the file, and creates the folders above it. */
  AtomicFile(Path file) throws IOException {
    this.file = file.toAbsolutePath();
    Disk.makeFolder(this.file.getParent());
    this.partial = this.file.resolveSibling("." + UUID.randomUUID() + PARTIAL);
    this.channel = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    isComplete = false;
    var count = channel.write(source);
    isComplete = true;
    return count;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      if (!isComplete) {
        throw new IOException(file + " could not be written");
      }
      channel.force(true);
      rename(partial, file);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * Renames a file, link or folder atomically, and forces the folder that it is in. An existing file or link is
   * replaced; an empty folder is replaced by a folder.
   *
   * @param complete what to rename; on the same disk, and already forced
   * @param target absolute, in a folder that exists
   */
  public static void rename(Path complete, Path target) throws IOException {
    Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.force(target.getParent());
  }

  /**
   * Points a symbolic link to a target atomically. An existing link or file is replaced. Not safe for two processes
   * that replace the same link at once.
   *
   * @param link absolute, in a folder that exists
   * @param target relative to the folder of the link
   */
  public static void link(Path link, Path target) throws IOException {
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return;
    }
    var partial = link.resolveSibling("." + link.getFileName() + PARTIAL);
    Files.deleteIfExists(partial);
    Files.createSymbolicLink(partial, target);
    rename(partial, link);
  }
}
