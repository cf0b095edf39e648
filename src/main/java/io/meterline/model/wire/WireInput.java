package io.meterline.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads bytes written by {@link WireOutput}.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the bytes are not valid.
 */
public final class WireInput {
  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int KNOWN_TEXTS = 16;

  private final Text[] texts = new Text[KNOWN_TEXTS];
  private final byte[] bytes;
  private int next;

  public WireInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether bytes are left. */
  public boolean hasMore() {
    return next < bytes.length;
  }

  public byte readByte() {
    if (next == bytes.length) {
      throw new IllegalArgumentException("bytes end after " + next);
    }
    return bytes[next++];
  }

  public boolean readFlag() {
    return readByte() != 0;
  }

  public long readUnsigned() {
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var bits = readByte();
      number |= (bits & 0x7FL) << shift;
      if (bits >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("a number of more than 10 bytes before byte " + next);
  }

  public long readSigned() {
    var bits = readUnsigned();
    return bits >>> 1 ^ -(bits & 1);
  }

  public int readCount() {
    var count = readUnsigned();
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a count of " + count + " before byte " + next);
    }
    return (int) count;
  }

  /** Reads {@code count} numbers. */
  public long[] readNumbers(int count) {
    var base = readSigned();
    var width = readWidth(count);
    var numbers = new long[count];
    readAbove(base, width, numbers, 0, count);
    return numbers;
  }

  /** Reads numbers into indexes {@code from}, inclusive, to {@code to}, exclusive. */
  public void readNumbers(long[] into, int from, int to) {
    readAbove(readSigned(), readWidth(to - from), into, from, to);
  }

  private int readWidth(int count) {
    var width = readByte();
    if (width < 0 || width > Long.BYTES || (long) count * width > bytes.length - next) {
      throw new IllegalArgumentException(count + " numbers of " + width + " bytes where " + (bytes.length - next) + " are left");
    }
    return width;
  }

  private void readAbove(long base, int width, long[] numbers, int from, int to) {
    if (width == 0) {
      Arrays.fill(numbers, from, to, base);
      return;
    }
    // Whole words while 8 bytes are left, then byte by byte.
    var mask = -1L >>> Long.SIZE - Byte.SIZE * width;
    var i = from;
    for (; i < to && next <= bytes.length - Long.BYTES; i++, next += width) {
      numbers[i] = base + ((long) WORDS.get(bytes, next) & mask);
    }
    for (; i < to; i++, next += width) {
      var above = 0L;
      for (var place = 0; place < width; place++) {
        above |= (bytes[next + place] & 0xFFL) << Byte.SIZE * place;
      }
      numbers[i] = base + above;
    }
  }

  public byte[] readBytes() {
    var start = skip();
    return Arrays.copyOfRange(bytes, start, next);
  }

  /** Reads text. Repeated texts are mostly returned as the same object. */
  public String readText() {
    var start = skip();
    var length = next - start;
    if (length == 0) {
      return "";
    }
    // Different names mostly differ at the end.
    var slot = (31 * length + 7 * bytes[next - 1] + bytes[start]) & (KNOWN_TEXTS - 1);
    var known = texts[slot];
    if (known == null || !Arrays.equals(bytes, known.start, known.end, bytes, start, next)) {
      known = new Text(start, next, new String(bytes, start, length, StandardCharsets.UTF_8));
      texts[slot] = known;
    }
    return known.text;
  }

  /** A text that was read, and its position. */
  private record Text(int start, int end, String text) {}

  /** Skips length-prefixed bytes and returns where they start. */
  private int skip() {
    var length = readCount();
    if (length > bytes.length - next) {
      throw new IllegalArgumentException(length + " bytes where " + (bytes.length - next) + " are left");
    }
    next += length;
    return next - length;
  }

  public <T> List<T> readList(WireFormat<T> format) {
    var list = new ArrayList<T>();
    for (var left = readCount(); left > 0; left--) {
      list.add(format.read(this));
    }
    return list;
  }

  public Optional<String> readOptionalText() {
    return readFlag() ? Optional.of(readText()) : Optional.empty();
  }

  /** Reads the version byte at the start of a format, which must be the given one. */
  public void expectVersion(int version) {
    var found = readByte();
    if (found != version) {
      throw new IllegalArgumentException("bytes of version " + found + ", which this program cannot read: it reads " + version);
    }
  }
}
