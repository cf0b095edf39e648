package io.meterline.bench.live;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.Decoded;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.time.Instant;
import java.util.Optional;

/**
 * A settings change as a version of a versioned table.
 *
 * @param scope whose: a device or a plan
 * @param from from when it holds and is known: the later of when it is effective and when it was logged, epoch
 *     milliseconds UTC. A change of the past that others have overtaken is so the newest, which a versioned table
 *     cannot say otherwise
 * @param effectiveAt when it is effective, whenever it was logged
 * @param value what is set
 */
record Version(Scope scope, long from, long effectiveAt, String value) {
  /**
   * The version that a record of the settings topic is; empty for what contenders do not use.
   *
   * @param loggedAt the record's timestamp
   */
  static Optional<Version> of(ChangeEvents events, byte[] value, long loggedAt) {
    var decoded = events.decode(value, new Position(Instant.ofEpochMilli(loggedAt), 0, 0));
    return decoded instanceof Decoded.Event<LoggedChange> event ? of(event.event(), loggedAt) : Optional.empty();
  }

  private static Optional<Version> of(LoggedChange change, long loggedAt) {
    return Scope.parse(change.scope())
        .filter(scope -> isUsed(scope, change.name()))
        .map(
            scope -> {
              var effectiveAt = change.effectiveAt().toEpochMilli();
              return new Version(scope, Math.max(effectiveAt, loggedAt), effectiveAt, change.value());
            });
  }

  private static boolean isUsed(Scope scope, String name) {
    return switch (scope.level()) {
      case DEVICE -> name.equals(Setting.PLAN.word());
      case PLAN -> name.equals(Setting.PRICE.word());
      case EVERYONE, COHORT -> false;
    };
  }
}
