package io.meterline.pipeline;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.util.VarInt;

/**
 * A wire format as a Beam coder. The bytes of a value are length-prefixed, and written and read all at once, because runners'
 * streams are slow byte by byte.
 *
 * @param <T> the type
 */
final class FormatCoder<T> extends CustomCoder<T> {
  private static final long serialVersionUID = 1;

  private final WireFormat<T> format;

  private FormatCoder(WireFormat<T> format) {
    this.format = format;
  }

  static <T> FormatCoder<T> of(WireFormat<T> format) {
    return new FormatCoder<>(format);
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    var bytes = new WireOutput();
    format.write(value, bytes);
    VarInt.encode(bytes.size(), out);
    bytes.copyTo(out);
  }

  @Override
  public T decode(InputStream in) throws IOException {
    var bytes = new byte[VarInt.decodeInt(in)];
    new DataInputStream(in).readFully(bytes);
    return format.read(new WireInput(bytes));
  }

  @Override
  public void verifyDeterministic() {
    // Formats write equal values as equal bytes: none depends on hash order.
  }

  /** Whether the formats are the same: equal formats have the same serialized form, whether or not they are records. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FormatCoder<?> coder
        && coder.format.getClass() == format.getClass()
        && Arrays.equals(SerializableUtils.serializeToByteArray(coder.format), SerializableUtils.serializeToByteArray(format));
  }

  @Override
  public int hashCode() {
    return format.getClass().hashCode();
  }

  /** The name of the format. */
  @Override
  public String toString() {
    var name = format.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }
}
