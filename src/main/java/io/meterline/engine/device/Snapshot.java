package io.meterline.engine.device;

import io.meterline.model.view.Bytes;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * What the analyses know of a device at a time, from which a run may start instead of from the beginning of the log.
 *
 * @param time the end of a window, epoch milliseconds UTC; every reading of the device that starts earlier is in the state
 * @param state the states of the analyses, from a row of {@link Snapshots}
 */
public record Snapshot(long time, Bytes state) {
  /** The wire format: the time, then the state. */
  public static final class Format implements WireFormat<Snapshot> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(Snapshot snapshot, WireOutput out) {
      out.writeSigned(snapshot.time);
      out.writeBytes(snapshot.state.array());
    }

    @Override
    public Snapshot read(WireInput in) {
      return new Snapshot(in.readSigned(), Bytes.owning(in.readBytes()));
    }
  }
}
