package io.meterline.model.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An event that was rejected, and why. No event is dropped without one.
 *
 * @param kind the kind of event
 * @param reason why it was rejected
 * @param detail the reason as text, for this event
 * @param partition its partition in the log, empty if that could not be read
 * @param offset its offset in the partition, empty if that could not be read
 * @param loggedAt when it was logged, empty if that could not be read
 * @param content the event as a JSON object
 */
public record Rejection(
    Kind kind,
    Reason reason,
    String detail,
    OptionalInt partition,
    OptionalLong offset,
    Optional<Instant> loggedAt,
    String content) {

  /** The rejection of a well-formed reading. */
  public static Rejection of(LoggedReading logged, Reason reason, String detail) {
    return at(Kind.READING, reason, detail, logged.position(), Content.of(logged));
  }

  /** The rejection of a settings change that could be parsed. */
  public static Rejection of(LoggedChange change, Reason reason, String detail) {
    return at(Kind.SETTING, reason, detail, change.position(), Content.of(change));
  }

  private static Rejection at(Kind kind, Reason reason, String detail, Position position, String content) {
    return new Rejection(
        kind,
        reason,
        detail,
        OptionalInt.of(position.partition()),
        OptionalLong.of(position.offset()),
        Optional.of(position.loggedAt()),
        content);
  }
}
