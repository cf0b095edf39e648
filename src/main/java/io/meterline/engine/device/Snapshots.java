package io.meterline.engine.device;

import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.util.Optional;

/**
 * The view of snapshots: what the analyses know of a device at the end of a period. Its rows are not content: they exist so that
 * a later run need not read the log from the beginning.
 *
 * <p>A row's {@code state} is that after every reading of the device that starts before {@code time}, the end of a period. {@code
 * last_reading} is the start of the last of them. So it is also the state at any time after {@code last_reading}, up to {@code
 * time}. A period in which a device has no readings has no row.
 */
public final class Snapshots {
  /**
   * The version of everything that decides rows besides the analyses: which readings are used, how changes are folded, how devices
   * are compared. Increase it whenever one of these gives other rows for the same log: a run does not start from what another
   * version computed.
   */
  public static final int ENGINE = 1;

  /** The version of the bytes of a state, besides those of the analyses. */
  public static final int FORMAT = 1;

  public static final View VIEW =
      View.named("snapshots")
          .key("device", Type.STRING)
          .key("time", Type.TIMESTAMP)
          .column("last_reading", Type.TIMESTAMP)
          .column("state", Type.BYTES)
          .datedBy("time");

  private Snapshots() {}

  /** The row of the states after every reading that starts before {@code time}, epoch milliseconds UTC. */
  static Row row(String device, long time, AnalysisStates states, long revision) {
    var last = Instant.ofEpochMilli(states.last());
    return VIEW.row(revision, device, Instant.ofEpochMilli(time), last, bytes(states));
  }

  /** States as bytes. Equal states give equal bytes. */
  static Bytes bytes(AnalysisStates states) {
    var out = new WireOutput();
    out.writeByte(FORMAT);
    states.write(out);
    return Bytes.owning(out.toBytes());
  }

  private static AnalysisStates read(String device, WireInput in) {
    in.expectVersion(FORMAT);
    return AnalysisStates.read(device, in);
  }

  /** States from bytes; those of a device without readings if there are none. */
  static AnalysisStates states(String device, Optional<Bytes> bytes) {
    return bytes
        .map(present -> read(device, new WireInput(present.array())))
        .orElseGet(() -> AnalysisStates.empty(device));
  }
}
