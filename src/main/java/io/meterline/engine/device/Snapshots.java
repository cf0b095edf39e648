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
    states.write(out);
    return Bytes.owning(out.toBytes());
  }

  /** States from bytes; those of a device without readings if there are none. */
  static AnalysisStates states(String device, Optional<Bytes> bytes) {
    return bytes
        .map(present -> AnalysisStates.read(device, new WireInput(present.array())))
        .orElseGet(() -> AnalysisStates.empty(device));
  }
}
