package io.meterline.engine.analysis;

import io.meterline.model.log.Readings;
import io.meterline.model.settings.Settings;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.io.Serializable;

/**
 * A fold over the readings of one device: state, reading and settings in, rows out.
 *
 * <p>The readings come in order of their start, each start once, each with the settings in force at it. An analysis holds
 * nothing but its configuration: what it knows of a device is in the state, which it may change in place, as no one else
 * looks at it.
 *
 * @param <S> what it keeps of a device; must stay small however long the log
 */
public interface Analysis<S> extends Serializable {
  /** The view that its rows are of. Its name is the analysis's, also in state that outlives the program. */
  View view();

  /**
   * The version of what {@link #write} writes, at least 0: another wherever {@link #read} could not read, or would take for
   * something else, what was written before. State of another version is not read: the analysis begins anew.
   */
  default int version() {
    return 1;
  }

  /** The state of a device of which nothing was read yet. */
  S begin(String device);

  /**
   * Takes the next readings, writes the rows that can no longer change, and returns the state after them. How many come
   * together changes nothing: it is as if each came alone.
   *
   * @param readings at least one
   * @param settings in force at each of them
   */
  S fold(S state, Readings readings, Settings settings, Rows rows);

  /** Writes the rows that may still change, as they stand after the last reading taken. */
  void writeOpen(S state, Rows rows);

  /** Writes the state so that {@link #read} gives it back. */
  void write(S state, WireOutput out);

  /** Reads what {@link #write} wrote. */
  S read(String device, WireInput in);
}
