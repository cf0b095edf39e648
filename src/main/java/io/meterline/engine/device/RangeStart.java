package io.meterline.engine.device;

import io.meterline.model.view.Bytes;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a range replay starts and ends for a device.
 *
 * @param state the states of its analyses at the start, from a row of {@link Snapshots}; empty if it has no readings before
 * @param until the end of the range, exclusive, the end of a period, epoch milliseconds UTC; empty if it is the end of the log
 */
public record RangeStart(Optional<Bytes> state, OptionalLong until) {
  /** The wire format: each component with a flag that says whether it is present. */
  public static final class Format implements WireFormat<RangeStart> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(RangeStart start, WireOutput out) {
      out.writeFlag(start.state.isPresent());
      start.state.ifPresent(bytes -> out.writeBytes(bytes.array()));
      out.writeFlag(start.until.isPresent());
      start.until.ifPresent(out::writeSigned);
    }

    @Override
    public RangeStart read(WireInput in) {
      var state = in.readFlag() ? Optional.of(Bytes.owning(in.readBytes())) : Optional.<Bytes>empty();
      return new RangeStart(state, in.readFlag() ? OptionalLong.of(in.readSigned()) : OptionalLong.empty());
    }
  }
}
