package io.meterline.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Compact forms of numbers and text. What is read must have been written by the method of the same name. */
public final class Wire {
  private Wire() {}

  /** Writes a number in 1 to 10 bytes: 7 bits a byte, the lowest first; small non-negative numbers are short. */
  public static void writeUnsigned(DataOutput out, long number) throws IOException {
    var rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeUnsigned} wrote. */
  public static long readUnsigned(DataInput in) throws IOException {
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var bits = in.readByte();
      number |= (bits & 0x7FL) << shift;
      if (bits >= 0) {
        return number;
      }
    }
    throw new IOException("a number of more than 10 bytes");
  }

  /** Writes a number in 1 to 10 bytes, zigzag: numbers near zero are short, whatever their sign. */
  public static void writeSigned(DataOutput out, long number) throws IOException {
    writeUnsigned(out, number << 1 ^ number >> 63);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInput in) throws IOException {
    var bits = readUnsigned(in);
    return bits >>> 1 ^ -(bits & 1);
  }

  /** Writes a length or count, at least 0. */
  public static void writeCount(DataOutput out, int count) throws IOException {
    writeUnsigned(out, count);
  }

  /** Reads what {@link #writeCount} wrote. */
  public static int readCount(DataInput in) throws IOException {
    return Math.toIntExact(readUnsigned(in));
  }

  /** Writes text of any length as UTF-8. */
  public static void writeText(DataOutput out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    writeCount(out, bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInput in) throws IOException {
    var bytes = new byte[readCount(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes text that may be missing. */
  public static void writeOptionalText(DataOutput out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      writeText(out, text.get());
    }
  }

  /** Reads what {@link #writeOptionalText} wrote. */
  public static Optional<String> readOptionalText(DataInput in) throws IOException {
    return in.readBoolean() ? Optional.of(readText(in)) : Optional.empty();
  }
}
