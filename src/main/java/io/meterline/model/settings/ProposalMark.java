package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Marks the changes of a proposal in the log: the reason of each ends with {@code [plan ID n/m]}, n from 1. So what was applied can be
 * found, and is never logged twice.
 */
public final class ProposalMark {
  private ProposalMark() {}

  /** The changes as they are logged, with their marks; their positions are those of the proposal. */
  public static List<LoggedChange> marked(Proposal proposal) {
    var marked = new ArrayList<LoggedChange>();
    for (var index = 0; index < proposal.changes().size(); index++) {
      marked.add(marked(proposal.changes().get(index), mark(proposal, index)));
    }
    return marked;
  }

  private static LoggedChange marked(LoggedChange change, String mark) {
    var reason = change.reason().filter(text -> !text.isEmpty()).map(text -> text + " " + mark).orElse(mark);
    return new LoggedChange(
        change.scope(),
        change.name(),
        change.op(),
        change.value(),
        change.effectiveAt(),
        change.author(),
        Optional.of(reason),
        change.position());
  }

  private static String mark(Proposal proposal, int index) {
    return "[plan " + proposal.id() + " " + (index + 1) + "/" + proposal.changes().size() + "]";
  }

  /** Whether a change of the log has the mark of a change that {@link #marked} returned. */
  public static boolean isMarkedAs(LoggedChange marked, LoggedChange logged) {
    var text = marked.reason().orElseThrow();
    return logged.reason().filter(reason -> reason.endsWith(text.substring(text.lastIndexOf('[')))).isPresent();
  }

  /** The indexes, from 0, of the changes of a proposal that are in the log. */
  public static SortedSet<Integer> logged(Proposal proposal, Collection<LoggedChange> log) {
    var logged = new TreeSet<Integer>();
    for (var index = 0; index < proposal.changes().size(); index++) {
      var mark = mark(proposal, index);
      if (log.stream().anyMatch(change -> change.reason().filter(reason -> reason.endsWith(mark)).isPresent())) {
        logged.add(index);
      }
    }
    return logged;
  }

  /** The changes of a proposal that are not in the log, with their marks, in order. */
  public static List<LoggedChange> missing(Proposal proposal, Collection<LoggedChange> log) {
    var logged = logged(proposal, log);
    var marked = marked(proposal);
    var missing = new ArrayList<LoggedChange>();
    for (var index = 0; index < marked.size(); index++) {
      if (!logged.contains(index)) {
        missing.add(marked.get(index));
      }
    }
    return missing;
  }
}
