package io.meterline.app.memory;

import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.values.WindowedValue;

/** A step that takes one element after the other, so that it can follow another step without a list of elements between them. */
interface ElementStep {
  /** The step in its pipeline. */
  AppliedPTransform<?, ?, ?> applied();

  /**
   * Opens the step for a bundle.
   *
   * @param bundle receives what it outputs
   */
  Open open(Bundle bundle);

  /** A step that is open for a bundle. */
  interface Open {
    /** Starts the bundle, before its first element. */
    void start();

    /** Takes an element. */
    void take(WindowedValue<?> element);

    /** Ends the bundle, after its last element. */
    void finish();

    /** Frees what the step holds, whether or not the bundle was finished. */
    void close();
  }
}
