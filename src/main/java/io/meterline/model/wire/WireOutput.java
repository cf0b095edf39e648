package io.meterline.model.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Writes bytes. What {@code writeX} writes, {@code readX} of {@link WireInput} reads. */
public final class WireOutput {
  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int INITIAL_CAPACITY = 256;
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int size;

  /** One byte, the lowest of the number. */
  public void writeByte(int number) {
    reserve(1);
    bytes[size++] = (byte) number;
  }

  /** One byte, 1 or 0. */
  public void writeFlag(boolean flag) {
    writeByte(flag ? 1 : 0);
  }

  /** A varint of 1 to 10 bytes: 7 bits per byte, lowest first. Small non-negative numbers are short. */
  public void writeUnsigned(long number) {
    reserve(LONGEST_NUMBER);
    var rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A zigzag varint of 1 to 10 bytes. Numbers near zero are short, whatever their sign. */
  public void writeSigned(long number) {
    writeUnsigned(number << 1 ^ number >> 63);
  }

  /** A length or count, at least 0. */
  public void writeCount(int count) {
    writeUnsigned(count);
  }

  /** Length-prefixed bytes. */
  public void writeBytes(byte[] more) {
    writeCount(more.length);
    reserve(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  /** Text as length-prefixed UTF-8. */
  public void writeText(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A list, each element in the given format. */
  public <T> void writeList(Collection<T> list, WireFormat<T> format) {
    writeCount(list.size());
    for (var element : list) {
      format.write(element, this);
    }
  }

  /** Text that may be missing. */
  public void writeOptionalText(Optional<String> text) {
    writeFlag(text.isPresent());
    text.ifPresent(this::writeText);
  }

  /**
   * The numbers with index {@code from}, inclusive, to {@code to}, exclusive: the minimum, then each number's difference from
   * it in as many bytes as the largest difference needs. A simple loop can read this.
   */
  public void writeNumbers(long[] numbers, int from, int to) {
    var least = from == to ? 0 : numbers[from];
    var most = least;
    for (var i = from + 1; i < to; i++) {
      least = Math.min(least, numbers[i]);
      most = Math.max(most, numbers[i]);
    }
    var bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
    var width = (bits + Byte.SIZE - 1) / Byte.SIZE;
    writeSigned(least);
    writeByte(width);
    writeAbove(least, width, numbers, from, to);
  }

  private void writeAbove(long base, int width, long[] numbers, int from, int to) {
    // Each number is written as a whole word; the next one overwrites the bytes that are not needed.
    reserve(Math.addExact(Math.multiplyExact(to - from, width), Long.BYTES));
    var next = size;
    for (var i = from; i < to; i++, next += width) {
      WORDS.set(bytes, next, numbers[i] - base);
    }
    size = next;
  }

  /** Removes what was written and keeps the capacity. */
  public void clear() {
    size = 0;
  }

  /** The number of bytes written. */
  public int size() {
    return size;
  }

  /** Writes the bytes to a stream. */
  public void copyTo(OutputStream stream) throws IOException {
    stream.write(bytes, 0, size);
  }

  /** A copy of the bytes written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
