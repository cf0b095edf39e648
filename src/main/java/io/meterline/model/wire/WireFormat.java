package io.meterline.model.wire;

import java.io.Serializable;

/**
 * How values of a type are written when they travel between steps or rest in a state. The bytes are a contract: a state
 * outlives the program that wrote it, so a change of format needs a new version.
 *
 * @param <T> the type
 */
public interface WireFormat<T> extends Serializable {
  void write(T value, WireOutput out);

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes cannot be that
   */
  T read(WireInput in);
}
