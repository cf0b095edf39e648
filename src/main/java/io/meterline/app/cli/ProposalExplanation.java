package io.meterline.app.cli;

import io.meterline.model.Printable;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Explainer;
import io.meterline.model.settings.Explanation;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.settings.Explanation.SettingExplanation;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.Setting;
import io.meterline.model.time.Known;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Prints the settings of a device before and after a proposal, at the first effective time of the proposal, {@code known=now}. */
final class ProposalExplanation {
  private final PrintWriter out;

  ProposalExplanation(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints the settings that differ, with the changes behind them, then the names of the others.
   *
   * @param log the settings changes of the log, in any order
   * @param proposal at least one change
   */
  void print(String device, Collection<LoggedChange> log, Proposal proposal) {
    var at = proposal.changes().stream().map(LoggedChange::effectiveAt).min(Comparator.naturalOrder()).orElseThrow();
    var explainer = new Explainer(device);
    log.forEach(explainer::add);
    var before = explainer.explain(at, Known.NOW);
    proposal.changes().forEach(explainer::add);
    var after = explainer.explain(at, Known.NOW);
    out.println(Printable.line("device " + device + " at " + at + ", the first effective time of the proposal"));
    var text = new ExplanationText(out);
    for (var setting : Setting.values()) {
      if (!isEqual(of(setting, before), of(setting, after))) {
        out.println();
        out.println("before:");
        text.print(of(setting, before), before);
        out.println("after:");
        text.print(of(setting, after), after);
      }
    }
    printRest(before, after);
    out.flush();
  }

  private void printRest(Explanation before, Explanation after) {
    var same =
        after.settings().stream()
            .map(SettingExplanation::setting)
            .filter(setting -> isEqual(of(setting, before), of(setting, after)))
            .map(Setting::word)
            .collect(Collectors.joining(", "));
    out.println();
    out.println("the same before and after: " + (same.isEmpty() ? "none" : same));
  }

  private static SettingExplanation of(Setting setting, Explanation explanation) {
    return explanation.settings().stream().filter(one -> one.setting() == setting).findFirst().orElseThrow();
  }

  /** Whether value, scope and the changes behind them are the same. */
  private static boolean isEqual(SettingExplanation before, SettingExplanation after) {
    return before.value().equals(after.value())
        && before.scope().equals(after.scope())
        && before.chain().stream().map(Link::change).toList().equals(after.chain().stream().map(Link::change).toList())
        && before.cleared().equals(after.cleared());
  }
}
