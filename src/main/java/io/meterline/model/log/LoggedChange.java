package io.meterline.model.log;

import java.time.Instant;
import java.util.Optional;

/**
 * A settings change as stored in the log: text, not yet validated against the catalogue.
 *
 * @param scope {@code everyone}, {@code plan:NAME}, {@code cohort:NAME} or {@code device:ID}
 * @param name the name of a setting
 * @param op {@code SET}, {@code ADD}, {@code SCALE} or {@code CLEAR}
 * @param value the operand, empty for {@code CLEAR}
 * @param effectiveAt when it takes effect, inclusive, whole milliseconds UTC
 * @param author who made it
 * @param reason why it was made
 * @param position its position in the log
 */
public record LoggedChange(
    String scope,
    String name,
    String op,
    String value,
    Instant effectiveAt,
    Optional<String> author,
    Optional<String> reason,
    Position position) {

  /** The same change at another position in the log. */
  public LoggedChange at(Position other) {
    return new LoggedChange(scope, name, op, value, effectiveAt, author, reason, other);
  }
}
