package io.meterline.model.wire;

import java.io.Serializable;

/**
 * Serializes values of a type, between steps and in state. The bytes are a contract: state outlives the program that wrote it,
 * so a change of format needs a new version.
 *
 * @param <T> the type
 */
public interface WireFormat<T> extends Serializable {
  void write(T value, WireOutput out);

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not valid
   */
  T read(WireInput in);
}
