package io.meterline.connect.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * The bytes of a page, read sequentially. The buffer is padded, so that eight bytes can be loaded at the index of any
 * byte. It is reused from page to page.
 */
final class PageBytes {
  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PADDING = 16;
  private static final int INITIAL_CAPACITY = 1 << 17;

  private ByteBuffer bytes = allocate(INITIAL_CAPACITY);
  private int position;
  private int limit;

  private static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Replaces the bytes. */
  void load(BytesInput input) throws IOException {
    var size = Math.toIntExact(input.size());
    if (size + PADDING > bytes.capacity()) {
      bytes = allocate(Math.addExact(size, size / 4 + PADDING));
    }
    if (input.toInputStream().readNBytes(bytes.array(), 0, size) < size) {
      throw new EOFException("a page ends early");
    }
    position = 0;
    limit = size;
  }

  /** The whole buffer, little-endian. Its indices are those that {@link #skip} and {@link #position} return. */
  ByteBuffer buffer() {
    return bytes;
  }

  /** The array that {@link #buffer} wraps, with the same indices. */
  byte[] array() {
    return bytes.array();
  }

  /** The eight bytes at an index of {@link #array}, little-endian. The index must be that of a byte of the page. */
  static long word(byte[] array, int index) {
    return (long) WORDS.get(array, index);
  }

  /** The index of the next byte. */
  int position() {
    return position;
  }

  /** A copy of the remaining bytes. */
  ByteBuffer copyOfRemaining() {
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes.array(), position, limit));
  }

  /** The number of remaining bytes. */
  int remaining() {
    return limit - position;
  }

  /** Skips bytes, and returns the index of the first one skipped. */
  int skip(long count) {
    if (count < 0 || count > remaining()) {
      throw new ParquetDecodingException("a page ends " + (count - remaining()) + " bytes early");
    }
    var first = position;
    position += (int) count;
    return first;
  }

  int oneByte() {
    return bytes.get(skip(1)) & 0xFF;
  }

  /** A little-endian number of a width of 0 to 4 bytes. */
  int littleEndian(int width) {
    return switch (width) {
      case 0 -> 0;
      case 1 -> oneByte();
      case 2 -> bytes.getShort(skip(2)) & 0xFFFF;
      case 3 -> bytes.getInt(skip(3)) & 0xFF_FFFF;
      case 4 -> bytes.getInt(skip(4));
      default -> throw new ParquetDecodingException("a number of " + width + " bytes");
    };
  }

  /** A variable-length number, at least 0. */
  int varInt() {
    var number = varLong();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new ParquetDecodingException("a count of " + number);
    }
    return (int) number;
  }

  long zigZagLong() {
    var number = varLong();
    return (number >>> 1) ^ -(number & 1);
  }

  private long varLong() {
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var part = oneByte();
      number |= (part & 0x7FL) << shift;
      if (part < 0x80) {
        return number;
      }
    }
    throw new ParquetDecodingException("a number of more than 64 bits");
  }
}
