package io.meterline.connect.parquet;

import io.meterline.connect.files.Digest;
import io.meterline.connect.files.Folder;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.HexFormat;
import java.util.List;

/**
 * The footer of a Parquet file, which describes its contents: sizes and statistics of every column and, in files written by this
 * program, checksums of all bytes. So a file that was replaced by one of the same length has another footer.
 */
public final class Footer {
  /** The length of the footer, 4 bytes little-endian, and the magic number: the end of every Parquet file. */
  private static final int TAIL = 8;

  private Footer() {}

  /**
   * A digest of the footer of a file; of the last bytes, if it is not a Parquet file.
   *
   * @throws io.meterline.model.MeterlineException if it cannot be read
   */
  public static String digest(Folder folder, String file) {
    try (var channel = folder.open(file)) {
      var size = channel.size();
      var tail = read(channel, Math.max(0, size - TAIL), size);
      var length = size < TAIL ? 0 : Integer.toUnsignedLong(ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt());
      var footer = length > size - TAIL || length > Integer.MAX_VALUE - TAIL ? tail : read(channel, size - TAIL - length, size);
      return Digest.of(List.of(HexFormat.of().formatHex(footer)));
    } catch (IOException | RuntimeException e) {
      throw CellReader.unreadable(folder.path(file), e);
    }
  }

  private static byte[] read(SeekableByteChannel channel, long from, long to) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
    channel.position(from);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
    return bytes.array();
  }
}
