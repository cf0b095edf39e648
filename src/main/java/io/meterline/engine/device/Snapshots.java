package io.meterline.engine.device;

import io.meterline.model.view.Column.Type;
import io.meterline.model.view.View;

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
}
