package io.meterline.model.log;

import java.time.Instant;
import java.util.Optional;

/**
 * A settings change as the log holds it: words, not yet checked against the catalogue.
 *
 * @param scope {@code everyone}, {@code plan:NAME}, {@code cohort:NAME} or {@code device:ID}
 * @param name a setting of the catalogue
 * @param op {@code SET}, {@code ADD}, {@code SCALE} or {@code CLEAR}
 * @param value the operand, empty for {@code CLEAR}
 * @param effectiveAt from when it holds, inclusive, whole milliseconds UTC
 * @param author who made it
 * @param reason why it was made
 * @param position its place in the log
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

  /** The same change at another place in the log. */
  public LoggedChange at(Position place) {
    return new LoggedChange(scope, name, op, value, effectiveAt, author, reason, place);
  }
}
