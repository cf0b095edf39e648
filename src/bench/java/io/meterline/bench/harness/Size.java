package io.meterline.bench.harness;

import io.meterline.bench.DataShape;
import java.util.OptionalInt;

/** How much of the data a contender gets: the same devices for fewer days. */
enum Size {
  /** All of it. */
  WHOLE(1),
  TENTH(10),
  FIFTIETH(50);

  private final int part;

  Size(int part) {
    this.part = part;
  }

  /** That much of a log, at least a half hour, its settings changes in proportion. */
  DataShape of(DataShape whole) {
    if (this == WHOLE) {
      return whole;
    }
    return new DataShape(whole.kind(), whole.devices(), Math.max(1, whole.halfHours() / part), OptionalInt.empty());
  }
}
