package io.meterline.engine.analysis;

import io.meterline.model.log.Readings;
import io.meterline.model.settings.Settings;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.io.Serializable;

/**
 * A fold over the readings of one device. Input: state, readings and settings. Output: state and rows.
 *
 * <p>Readings come ordered by start, with distinct starts, each with the settings in force when it starts. An analysis object
 * has only configuration. Everything it knows about a device is in the state. It may modify the state in place, because nothing
 * else refers to it.
 *
 * @param <S> the state of a device; its size must not grow with the length of the log
 */
public interface Analysis<S> extends Serializable {
  /** The view of its rows. Its name identifies the analysis, also in stored state. */
  View view();

  /**
   * The version of the state format, at least 0. Change it whenever {@link #read} could no longer read, or would misread,
   * existing state. State of another version is not read: the analysis starts from empty state.
   */
  default int version() {
    return 1;
  }

  /** The initial state of a device. */
  S begin(String device);

  /**
   * Folds the next readings, writes the rows that are final, and returns the new state. How readings are batched must not
   * matter: the result must be the same as if each came alone.
   *
   * @param readings at least one
   * @param settings the settings in force at all of them
   */
  S fold(S state, Readings readings, Settings settings, Rows rows);

  /**
   * Writes the rows that are not final, as of the last reading. Does not change the state. If a later reading leaves the key of such a
   * row without a row, {@link #fold} deletes it, see {@link Rows#delete}.
   */
  void writeOpen(S state, Rows rows);

  /** Serializes the state for {@link #read}. */
  void write(S state, WireOutput out);

  /** Deserializes a state written by {@link #write}. */
  S read(String device, WireInput in);
}
