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
 * Builds a log by hand, all of it in partition 0, with offsets in the order of the calls.
 *
 * <p>The caller chooses when events are logged, and may let the log's time decrease to test order.
 */
public final class LogBuilder {
  private final List<LoggedReading> readings = new ArrayList<>();
  private final List<LoggedChange> changes = new ArrayList<>();

  /** A reading logged at the end of its interval. */
  public LogBuilder reading(String device, String at, int seconds, long milliwattHours) {
    return reading(device, at, seconds, milliwattHours, Instant.parse(at).plusSeconds(Math.max(0, seconds)).toString());
  }

  public LogBuilder reading(String device, String at, int seconds, long milliwattHours, String loggedAt) {
    var reading = new Reading(Instant.parse(at).toEpochMilli(), seconds, milliwattHours);
    var position = new Position(Instant.parse(loggedAt), 0, readings.size());
    readings.add(new LoggedReading(device, reading, position));
    return this;
  }

  /** Consecutive readings of half an hour, each logged at the end of its interval. */
  public LogBuilder halfHours(String device, String at, long... milliwattHours) {
    var start = Instant.parse(at);
    for (var energy : milliwattHours) {
      reading(device, start.toString(), 1800, energy);
      start = start.plusSeconds(1800);
    }
    return this;
  }

  /** A change that is logged when it takes effect. */
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

  /** A {@code SET} that holds from the first supported time. */
  public LogBuilder set(String scope, String name, String value) {
    return change(scope, name, "SET", value, "0001-01-01T00:00:00Z");
  }

  public Log build() {
    return new Log(readings, changes);
  }
}
