package io.meterline.app.simulate;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;

/** Receives the events of a log, both kinds in the order in which they were logged. */
public interface LogSink {
  /** The next reading. */
  void reading(LoggedReading reading);

  /** The next settings change. */
  void change(LoggedChange change);
}
