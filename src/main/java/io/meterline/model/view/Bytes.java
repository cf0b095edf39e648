package io.meterline.model.view;

import java.util.Arrays;

/** An immutable sequence of bytes, equal to others with the same content. */
public final class Bytes {
  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of an array. */
  public static Bytes copyOf(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** Wraps an array, which must not be modified afterwards. */
  public static Bytes owning(byte[] bytes) {
    return new Bytes(bytes);
  }

  /** The number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** The bytes as an array, which must not be modified. */
  public byte[] array() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes same && Arrays.equals(same.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The number of bytes, as text: their content means nothing to a reader. */
  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
