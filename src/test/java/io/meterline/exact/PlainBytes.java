package io.meterline.exact;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/** What a runner may do with anything between two steps: write it and read it back. */
final class PlainBytes {
  private PlainBytes() {}

  static <T> T through(T value, WireFormat<T> format) {
    var out = new WireOutput();
    format.write(value, out);
    return format.read(new WireInput(out.toBytes()));
  }
}
