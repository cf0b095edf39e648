package io.meterline.model.wire;

import java.util.HexFormat;

/**
 * A value and its frozen bytes.
 *
 * @param name a description of the value
 * @param format its wire format
 * @param value the value
 * @param versionAt the index of the version byte
 * @param hex the bytes
 */
public record Frozen<T>(String name, WireFormat<T> format, T value, int versionAt, String hex) {
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The bytes of the value as written by this program, in hex. */
  public String written() {
    return write(value);
  }

  /** Reads the bytes and writes the value again, in hex. */
  public String readAndWritten(byte[] bytes) {
    return write(format.read(new WireInput(bytes)));
  }

  private String write(T one) {
    var out = new WireOutput();
    format.write(one, out);
    return HexFormat.of().formatHex(out.toBytes());
  }

  @Override
  public String toString() {
    return name;
  }
}
