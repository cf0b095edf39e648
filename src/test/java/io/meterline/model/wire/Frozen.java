package io.meterline.model.wire;

import java.util.HexFormat;

/**
 * A value and its bytes.
 *
 * @param name what it is
 * @param format how it is written
 * @param value the value
 * @param versionAt where in the bytes the version is
 * @param hex the bytes
 */
public record Frozen<T>(String name, WireFormat<T> format, T value, int versionAt, String hex) {
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** The bytes of the value as it is written today. */
  public String written() {
    return write(value);
  }

  /** The bytes of what is read from some bytes. */
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
