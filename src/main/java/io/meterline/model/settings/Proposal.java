package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import java.util.List;

/**
 * Settings changes that are proposed and not logged yet.
 *
 * @param id identifies the proposal in the log once it is applied: a few letters and digits
 * @param changes the changes, in the order in which they are to be logged; their positions are those after the last event of the log
 */
public record Proposal(String id, List<LoggedChange> changes) {
  public Proposal {
    changes = List.copyOf(changes);
  }

  /** Whether nothing is proposed. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
