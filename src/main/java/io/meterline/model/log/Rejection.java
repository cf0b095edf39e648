package io.meterline.model.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An event that was not used, and why. Nothing is dropped without one.
 *
 * @param kind what the event is
 * @param reason why it was not used
 * @param detail the reason in words, for this event
 * @param partition its partition in the log, empty where that could not be read
 * @param offset its place in the partition, empty where that could not be read
 * @param loggedAt when the log took it, empty where that could not be read
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

  /** The rejection of a settings change that could be read. */
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
