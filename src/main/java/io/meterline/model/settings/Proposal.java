package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * A proposal whose changes are placed after a time: 1 ms later, partition 0, offsets from 0.
   *
   * @param last when the last change of the log was logged
   * @param changes the changes, in order; their positions are of no account
   */
  public static Proposal after(Instant last, String id, List<LoggedChange> changes) {
    var placed = new ArrayList<LoggedChange>();
    for (var change : changes) {
      placed.add(change.at(new Position(last.plusMillis(1), 0, placed.size())));
    }
    return new Proposal(id, placed);
  }

  /** Whether nothing is proposed. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }
}
