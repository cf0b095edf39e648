package io.meterline.engine.range;

import io.meterline.engine.range.SnapshotIndex.Rows;
import io.meterline.model.time.Windows;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Plans which devices are computed again, and from when until when.
 *
 * <p>A device is affected if readings of it were added, or if other settings are in force at one of its readings. Its range starts
 * at the newest snapshot that covers no affected reading, and ends {@link #SETTLING} after the last one, at the end of a
 * period. By then the states of the analyses are mostly equal again.
 *
 * @param index the snapshots of the log as it was
 * @param periods the periods of the snapshots
 */
public record RangePlanner(SnapshotIndex index, Windows periods) {
  /** How long a day stays open after a reading, at most: any further row that the reading changes needs an open alert. */
  static final Duration SETTLING = Duration.ofDays(3);

  /**
   * The plan.
   *
   * @param settings where the settings in force differ
   * @param added the span of the starts of the added readings of each device that has any that are used
   */
  public RangePlan plan(SettingsDifference settings, Map<String, Span> added) {
    var affected = new HashMap<String, DeviceRange>();
    var devices = new HashSet<>(index.devices());
    devices.addAll(added.keySet());
    var periods = 0L;
    var ofPeriods = 0L;
    for (var device : devices) {
      var rows = index.rows(device);
      ofPeriods += rows.size();
      var span = affected(settings.of(device), Optional.ofNullable(added.get(device)), rows);
      if (span.isPresent()) {
        var range = range(span.get(), rows);
        affected.put(device, range);
        periods += upTo(range.end(), rows) - upTo(range.from(), rows);
      }
    }
    var size = new RangePlan.Size(affected.size(), devices.size(), periods, ofPeriods);
    return RangePlan.of(affected, settings.devicesWithAddedChanges(), size);
  }

  /** The shortest span that holds the added readings and all readings that may be in one of the spans; empty if there are none. */
  private Optional<Span> affected(List<Span> differing, Optional<Span> added, Rows rows) {
    var whole = added;
    for (var span : differing) {
      var affected = withReadings(span, rows);
      whole = whole.isPresent() && affected.isPresent() ? Optional.of(whole.get().and(affected.get())) : whole.or(() -> affected);
    }
    return whole;
  }

  /** The part of a span that may hold readings; empty if it holds none. */
  private Optional<Span> withReadings(Span span, Rows rows) {
    var first = rows.firstWithReadingFrom(span.from());
    if (first == rows.size() || startOf(rows, first) >= span.until()) {
      return Optional.empty();
    }
    var last = rows.before(span.until() < Long.MAX_VALUE - periods.millis() ? span.until() + periods.millis() : Long.MAX_VALUE) - 1;
    return Optional.of(
        new Span(Math.max(span.from(), startOf(rows, first)), Math.min(span.until(), rows.lastReading(last) + 1)));
  }

  /** The number of periods that end at or before a time. */
  private static int upTo(long time, Rows rows) {
    return time == Long.MAX_VALUE ? rows.size() : rows.before(time + 1);
  }

  private long startOf(Rows rows, int row) {
    return rows.time(row) - periods.millis();
  }

  private DeviceRange range(Span affected, Rows rows) {
    var usable = rows.firstWithReadingFrom(affected.from()) - 1;
    var end = periods.endOf(affected.until() + SETTLING.toMillis());
    var isWhole = rows.size() == 0 || end >= rows.time(rows.size() - 1);
    var until = isWhole ? OptionalLong.empty() : OptionalLong.of(end);
    if (usable >= 0) {
      // Between the last reading of a snapshot and its time there are no readings.
      return new DeviceRange(OptionalLong.of(rows.time(usable)), Math.min(rows.time(usable), affected.from()), until);
    }
    var from = rows.size() == 0 ? affected.from() : Math.min(startOf(rows, 0), affected.from());
    return new DeviceRange(OptionalLong.empty(), from, until);
  }
}
