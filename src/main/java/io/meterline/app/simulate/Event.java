package io.meterline.app.simulate;

import java.util.function.Consumer;

/** What the log will take, without its place there. */
sealed interface Event permits Upload, Change {
  /** Gives it to who takes its case. */
  void take(Consumer<Upload> upload, Consumer<Change> change);
}
