package io.meterline.connect.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.SeekableInputStream;

/** Reads a file, and verifies the checksum of each part that is read sequentially from its first byte to its last. */
final class CheckedStream extends DelegatingSeekableInputStream {
  private final Source source;

  /**
   * A stream at position 0.
   *
   * @param parts the consecutive parts of the file from position 0; what follows them is not verified
   * @param tailAt the position of the tail
   * @param tail the cached end of the file
   */
  CheckedStream(SeekableInputStream stream, List<Checksums.Part> parts, long tailAt, byte[] tail) {
    this(new Source(stream, parts, tailAt, tail));
  }

  private CheckedStream(Source source) {
    super(source);
    this.source = source;
  }

  @Override
  public long getPos() {
    return source.position;
  }

  @Override
  public void seek(long position) {
    source.position = position;
  }

  private static final class Source extends InputStream {
    private final SeekableInputStream stream;
    private final List<Checksums.Part> parts;
    private final long[] starts;
    private final long tailAt;
    private final byte[] tail;
    private final CRC32C sum = new CRC32C();
    private long position;

    /** The position up to which the current part was read from its start without a gap, -1 before any part. */
    private long summed = -1;

    Source(SeekableInputStream stream, List<Checksums.Part> parts, long tailAt, byte[] tail) {
      this.stream = stream;
      this.parts = parts;
      this.tailAt = tailAt;
      this.tail = tail;
      this.starts = new long[parts.size() + 1];
      for (var i = 0; i < parts.size(); i++) {
        starts[i + 1] = starts[i] + parts.get(i).bytes();
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      return position >= tailAt ? readTail(bytes, offset, length) : readStream(bytes, offset, length);
    }

    private int readTail(byte[] bytes, int offset, int length) {
      var from = position - tailAt;
      if (from >= tail.length) {
        return -1;
      }
      var count = (int) Math.min(length, tail.length - from);
      System.arraycopy(tail, (int) from, bytes, offset, count);
      position += count;
      return count;
    }

    private int readStream(byte[] bytes, int offset, int length) throws IOException {
      if (stream.getPos() != position) {
        stream.seek(position);
      }
      var count = stream.read(bytes, offset, (int) Math.min(length, tailAt - position));
      if (count > 0) {
        check(bytes, offset, count);
        position += count;
      }
      return count;
    }

    /** Adds bytes read at the current position to the checksums of their parts. */
    private void check(byte[] bytes, int offset, int count) throws IOException {
      var part = partOf(position);
      var at = position;
      var end = position + count;
      while (at < end && part < parts.size()) {
        var to = Math.min(end, starts[part + 1]);
        if (at == starts[part]) {
          sum.reset();
          summed = at;
        }
        if (summed == at) {
          sum.update(bytes, offset + (int) (at - position), (int) (to - at));
          summed = to;
          require(part, to);
        }
        at = to;
        part++;
      }
    }

    private void require(int part, long to) throws IOException {
      if (to == starts[part + 1] && (int) sum.getValue() != parts.get(part).checksum()) {
        throw new IOException("bytes " + starts[part] + " to " + to + " do not match their checksum");
      }
    }

    private int partOf(long at) {
      var found = Arrays.binarySearch(starts, at);
      return found < 0 ? -found - 2 : found;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
