package io.meterline.app.simulate;

import java.util.function.Consumer;

/** An event to be logged, without its position. */
sealed interface Event permits Upload, Change {
  /** Calls the consumer for its kind. */
  void take(Consumer<Upload> upload, Consumer<Change> change);
}
