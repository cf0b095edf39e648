package io.meterline.connect.archive;

import io.meterline.engine.range.RangePlan;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.ReadingRules;

/** Which rows of some columns a range replay uses. The columns must not grow meanwhile. */
final class WantedRows {
  private final ReadingColumns readings;
  private final ReadingRules rules;

  /** The range of each device, by its number: an empty one if it is not affected. */
  private final long[] from;

  private final long[] end;

  WantedRows(ReadingColumns readings, RangePlan.Lookup plan, ReadingRules rules) {
    this.readings = readings;
    this.rules = rules;
    this.from = new long[readings.devices()];
    this.end = new long[readings.devices()];
    for (var device = 0; device < from.length; device++) {
      var range = plan.range(readings.deviceName(device));
      from[device] = range.isPresent() ? range.get().from() : Long.MAX_VALUE;
      end[device] = range.isPresent() ? range.get().end() : Long.MIN_VALUE;
    }
  }

  /** Whether a row is in the range of its device. */
  boolean isInRange(int row) {
    var at = readings.at()[row];
    var device = readings.device()[row];
    return at >= from[device] && at < end[device];
  }

  /** Whether a row is a valid reading. */
  boolean isUsed(int row) {
    return rules
        .check(readings.at()[row], readings.seconds()[row], readings.milliwattHours()[row], readings.loggedAt()[row])
        .isEmpty();
  }
}
