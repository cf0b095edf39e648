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
 * The one way in which something on a disk is replaced: it is written beside its place, forced to the disk and renamed over
 * what was there, and the folder is forced. A reader sees the old or the new, and so does one after a loss of power.
 *
 * <p>An instance is a file that gets its name when it is closed, as an object in a store does; never one that could not be
 * written.
 */
public final class AtomicFile implements WritableByteChannel {
  /** The end of the name of what is not complete; a killed process may leave it. */
  public static final String PARTIAL = ".partial";

  private final Path file;
  private final Path partial;
  private final FileChannel channel;
  private boolean isWhole = true;

  /** Begins the file, and the folders on the way to it. */
  AtomicFile(Path file) throws IOException {
    this.file = file.toAbsolutePath();
    Disk.makeFolder(this.file.getParent());
    this.partial = this.file.resolveSibling("." + UUID.randomUUID() + PARTIAL);
    this.channel = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    isWhole = false;
    var count = channel.write(source);
    isWhole = true;
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
      if (!isWhole) {
        throw new IOException(file + " could not be written");
      }
      channel.force(true);
      rename(partial, file);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * Gives a file, a link, or a folder its name in one step, and forces the folder that it is in. A file or link of that name is
   * replaced, and so is an empty folder by a folder.
   *
   * @param complete on the same disk, and already forced
   * @param target absolute, in a folder that is there
   */
  public static void rename(Path complete, Path target) throws IOException {
    Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.force(target.getParent());
  }

  /**
   * Makes a symbolic link lead to a target in one step, whether there is one yet or a file in its place. Two processes must take
   * turns at one link.
   *
   * @param link absolute, in a folder that is there
   * @param target as seen from the folder of the link
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
