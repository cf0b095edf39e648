package io.meterline.oracle;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log written down by hand, all of it in partition 0, offsets in the order of the calls.
 *
 * <p>What is logged when is up to the caller, who may let the log's time fall where order is the point.
 */
public final class LogBuilder {
  private final List<LoggedReading> readings = new ArrayList<>();
  private final List<LoggedChange> changes = new ArrayList<>();

  /** A reading that was logged when its interval ended. */
  public LogBuilder reading(String device, String at, int seconds, long milliwattHours) {
    return reading(device, at, seconds, milliwattHours, Instant.parse(at).plusSeconds(Math.max(0, seconds)).toString());
  }

  public LogBuilder reading(String device, String at, int seconds, long milliwattHours, String loggedAt) {
    var reading = new Reading(Instant.parse(at).toEpochMilli(), seconds, milliwattHours);
    var position = new Position(Instant.parse(loggedAt), 0, readings.size());
    readings.add(new LoggedReading(device, reading, position));
    return this;
  }

  /** Readings of half an hour each, without a gap, each logged when its interval ended. */
  public LogBuilder halfHours(String device, String at, long... milliwattHours) {
    var start = Instant.parse(at);
    for (var energy : milliwattHours) {
      reading(device, start.toString(), 1800, energy);
      start = start.plusSeconds(1800);
    }
    return this;
  }

  /** A change that holds from when it was logged. */
  public LogBuilder change(String scope, String name, String op, String value, String effectiveAt) {
    return change(scope, name, op, value, effectiveAt, effectiveAt);
  }

  public LogBuilder change(
      String scope, String name, String op, String value, String effectiveAt, String loggedAt) {
    var position = new Position(Instant.parse(loggedAt), 0, changes.size());
    var none = Optional.<String>empty();
    changes.add(new LoggedChange(scope, name, op, value, Instant.parse(effectiveAt), none, none, position));
    return this;
  }

  /** {@code SET} for ever. */
  public LogBuilder set(String scope, String name, String value) {
    return change(scope, name, "SET", value, "0001-01-01T00:00:00Z");
  }

  public Log build() {
    return new Log(readings, changes);
  }
}
