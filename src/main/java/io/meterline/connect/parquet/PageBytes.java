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
 * The bytes of a page, gone through from the first to the last. There is room behind the last, so that eight may be loaded
 * at a time wherever one may. Its room is kept from page to page.
 */
final class PageBytes {
  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BEHIND = 16;
  private static final int FIRST_ROOM = 1 << 17;

  private ByteBuffer bytes = little(FIRST_ROOM);
  private int position;
  private int limit;

  private static ByteBuffer little(int room) {
    return ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Begins with other bytes. */
  void take(BytesInput input) throws IOException {
    var size = Math.toIntExact(input.size());
    if (size + BEHIND > bytes.capacity()) {
      bytes = little(Math.addExact(size, size / 4 + BEHIND));
    }
    if (input.toInputStream().readNBytes(bytes.array(), 0, size) < size) {
      throw new EOFException("a page ends early");
    }
    position = 0;
    limit = size;
  }

  /** All that is loaded, at its place; the bytes from {@link #skip} on are in it, in little-endian order. */
  ByteBuffer buffer() {
    return bytes;
  }

  /** What {@link #buffer} wraps: what is at a place in one is at the same place in the other. */
  byte[] array() {
    return bytes.array();
  }

  /** The eight bytes from a place of {@link #array} on, in little-endian order; the place is that of a byte of the page. */
  static long word(byte[] array, int place) {
    return (long) WORDS.get(array, place);
  }

  /** The place of the next byte. */
  int position() {
    return position;
  }

  /** A copy of the bytes that are left. */
  ByteBuffer rest() {
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes.array(), position, limit));
  }

  /** How many bytes are left. */
  int left() {
    return limit - position;
  }

  /** Passes over bytes, and gives the place of the first. */
  int skip(long count) {
    if (count < 0 || count > left()) {
      throw new ParquetDecodingException("a page ends " + (count - left()) + " bytes early");
    }
    var first = position;
    position += (int) count;
    return first;
  }

  int oneByte() {
    return bytes.get(skip(1)) & 0xFF;
  }

  /** A number of a given width. */
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

  /** A number that is at least 0. */
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
