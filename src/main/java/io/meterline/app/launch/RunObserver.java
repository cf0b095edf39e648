package io.meterline.app.launch;

import java.util.OptionalLong;
import java.util.function.Supplier;

/** Follows a run. */
public interface RunObserver {
  /** Follows nothing. */
  RunObserver NONE =
      new RunObserver() {
        @Override
        public void begins(OptionalLong readings) {}

        @Override
        public void goesOn(Supplier<Counts> counts) {}
      };

  /** A run begins that has an end, with so many readings to read, if that is known. */
  void begins(OptionalLong readings);

  /**
   * The run goes on. What it has counted may be asked for at any time, from any thread. Some runners get here at the end of the
   * run only, and not at all if it is stopped.
   */
  void goesOn(Supplier<Counts> counts);
}
