package io.meterline.app.plan;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Proposal;
import java.util.List;
import java.util.SortedSet;

/** A log that a proposal is applied to. */
public interface PlannedLog {
  /** The indexes, from 0, of the changes of the proposal that it has. */
  SortedSet<Integer> logged(Proposal proposal);

  /**
   * Logs the changes of the proposal that it does not have, marked with the id of the proposal, and returns once the archive has them.
   * Repeating it logs none twice.
   *
   * @return what was logged, one line each
   * @throws io.meterline.model.MeterlineException if that fails; it can be repeated
   */
  List<String> log(Proposal proposal);

  /** A line for a change at its position. */
  static String line(LoggedChange change) {
    var position = change.position();
    return "logged %s %s %s for %s, effective %s: partition %d, offset %d, logged at %s"
        .formatted(
            change.op(), change.name(), change.value(), change.scope(), change.effectiveAt(), position.partition(), position.offset(), position.loggedAt());
  }
}
