package io.meterline.app.simulate;

import io.meterline.model.log.Reading;
import java.util.function.Consumer;

/** A reading that a device sends. */
record Upload(String device, Reading reading) implements Event {
  @Override
  public void take(Consumer<Upload> upload, Consumer<Change> change) {
    upload.accept(this);
  }
}
