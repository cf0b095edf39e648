package io.meterline.app.launch;

import io.meterline.connect.archive.LogDelta;
import io.meterline.model.log.LoggedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings changes of a log, and some that are proposed.
 *
 * @param before those that it had when a version was made of it
 * @param added those that were logged since
 * @param proposed those that are not logged
 */
record ProposedLog(List<LoggedChange> before, List<LoggedChange> added, List<LoggedChange> proposed) {
  ProposedLog {
    before = List.copyOf(before);
    added = List.copyOf(added);
    proposed = List.copyOf(proposed);
  }

  /** The changes of a log, with none proposed. */
  static ProposedLog of(LogDelta delta) {
    var before = new ArrayList<LoggedChange>();
    var added = new ArrayList<LoggedChange>();
    delta.readChanges(before::add, added::add);
    return new ProposedLog(before, added, List.of());
  }

  /** The same log, with other changes proposed. */
  ProposedLog with(List<LoggedChange> changes) {
    return new ProposedLog(before, added, changes);
  }

  /** The changes that are logged, in the order of files. */
  List<LoggedChange> logged() {
    return Stream.concat(before.stream(), added.stream()).toList();
  }
}
