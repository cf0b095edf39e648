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

/** A file on a disk that gets its name when it is closed, as an object in a store does; never one that could not be written. */
final class WholeFile implements WritableByteChannel {
  private final Path file;
  private final Path partial;
  private final FileChannel channel;
  private boolean isWhole = true;

  /** Begins the file, and the folders on the way to it. */
  WholeFile(Path file) throws IOException {
    this.file = file.toAbsolutePath();
    Disk.makeFolder(this.file.getParent());
    this.partial = this.file.resolveSibling("." + UUID.randomUUID() + ".partial");
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
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
    Disk.force(file.getParent());
  }
}
