package io.meterline.app.simulate;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A settings change before it is logged.
 *
 * @param effectiveAt from when it holds, inclusive
 */
record Change(Edit edit, Instant effectiveAt, Optional<String> author, Optional<String> reason) implements Event {
  @Override
  public void take(Consumer<Upload> upload, Consumer<Change> change) {
    change.accept(this);
  }
}
