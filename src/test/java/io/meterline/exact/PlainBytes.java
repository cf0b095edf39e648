package io.meterline.exact;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/** Serializes and deserializes a value, as a runner may do between any two steps. */
final class PlainBytes {
  private PlainBytes() {}

  static <T> T through(T value, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(value, out);
    return format.read(new WireInput(out.toBytes()));
  }
}
