package io.meterline.connect.versions;

import io.meterline.engine.device.SnapshotTimes;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.view.View;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a later run must know of a version to start from it. It does not affect the content of the views, so it is not part of the
 * {@link Recipe}.
 *
 * @param log the events of the log
 * @param snapshots when the version has snapshots of devices
 * @param engine the {@link Snapshots#ENGINE} of the program that made it
 */
public record Provenance(LogExtent log, SnapshotTimes snapshots, int engine) implements Serializable {
  /** Nothing is known of the log, and there are no snapshots. */
  public static final Provenance NONE = new Provenance(LogExtent.UNKNOWN, SnapshotTimes.NEVER);

  /** A version made by this program. */
  public Provenance(LogExtent log, SnapshotTimes snapshots) {
    this(log, snapshots, Snapshots.ENGINE);
  }

  /** The views of a version, with {@link Snapshots} if it has them. */
  public List<View> withSnapshots(List<View> views) {
    return snapshots.isNever() ? views : Stream.concat(views.stream(), Stream.of(Snapshots.VIEW)).toList();
  }
}
