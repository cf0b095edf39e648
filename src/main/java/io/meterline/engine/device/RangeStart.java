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
 * @param before the states of its analyses at the start, as the log was, see {@link Snapshots}; empty if it had no readings yet
 * @param after the states of its analyses at the start, as the log is now
 * @param until the end of the range, exclusive, the end of a period, epoch milliseconds UTC; empty if it is the end of the log
 */
public record RangeStart(Optional<Bytes> before, Optional<Bytes> after, OptionalLong until) {
  /** The wire format: each component with a flag that says whether it is present. */
  public static final class Format implements WireFormat<RangeStart> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(RangeStart start, WireOutput out) {
      write(start.before, out);
      write(start.after, out);
      out.writeFlag(start.until.isPresent());
      start.until.ifPresent(out::writeSigned);
    }

    private static void write(Optional<Bytes> state, WireOutput out) {
      out.writeFlag(state.isPresent());
      state.ifPresent(bytes -> out.writeBytes(bytes.array()));
    }

    @Override
    public RangeStart read(WireInput in) {
      var before = readState(in);
      var after = readState(in);
      return new RangeStart(before, after, in.readFlag() ? OptionalLong.of(in.readSigned()) : OptionalLong.empty());
    }

    private static Optional<Bytes> readState(WireInput in) {
      return in.readFlag() ? Optional.of(Bytes.owning(in.readBytes())) : Optional.empty();
    }
  }
}
