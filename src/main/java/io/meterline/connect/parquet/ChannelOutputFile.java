package io.meterline.connect.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** An output file written through a channel, on any storage. */
public final class ChannelOutputFile implements OutputFile {
  private final Opener opener;

  /** Opens a channel that creates or replaces the file. */
  @FunctionalInterface
  public interface Opener {
    WritableByteChannel open() throws IOException;
  }

  public ChannelOutputFile(Opener opener) {
    this.opener = opener;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Counting(Channels.newOutputStream(opener.open()));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private static final class Counting extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int oneByte) throws IOException {
      out.write(oneByte);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
