package io.meterline.app.launch;

import java.util.OptionalLong;
import java.util.function.Supplier;

/** Observes a run. */
public interface RunObserver {
  /** Ignores everything. */
  RunObserver NONE =
      new RunObserver() {
        @Override
        public void starting(OptionalLong readings) {}

        @Override
        public void running(Supplier<Counts> counts) {}
      };

  /** A bounded run starts, with this many readings to read, if that is known. */
  void starting(OptionalLong readings);

  /**
   * The run is running. {@code counts} returns what it has counted so far, at any time and on any thread. Some runners call this
   * only at the end of the run, and not at all if it is stopped.
   */
  void running(Supplier<Counts> counts);

  /** A range replay is not possible, so the whole log is replayed. */
  default void fromTheBeginning(String why) {}
}
