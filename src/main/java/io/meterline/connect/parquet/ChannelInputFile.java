package io.meterline.connect.parquet;

import io.meterline.connect.files.NamedFiles;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** An input file read through channels, on any storage. */
public final class ChannelInputFile implements InputFile {
  private final String name;
  private final Opener opener;

  /** Opens a channel for reading the file. */
  @FunctionalInterface
  public interface Opener {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * The file that the opener opens.
   *
   * @param name its name, for messages
   */
  public ChannelInputFile(String name, Opener opener) {
    this.name = name;
    this.opener = opener;
  }

  /** The file at a path, on any file system registered with Beam. */
  public static ChannelInputFile at(String path) {
    return new ChannelInputFile(path, () -> NamedFiles.open(path));
  }

  @Override
  public long getLength() throws IOException {
    try (var channel = opener.open()) {
      return channel.size();
    }
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    var channel = opener.open();
    return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
      @Override
      public long getPos() throws IOException {
        return channel.position();
      }

      @Override
      public void seek(long position) throws IOException {
        channel.position(position);
      }
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
