package io.meterline.page.dial;

import io.meterline.app.launch.PlanBase;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.page.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scopes as people write them: a plan, a cohort or a home by its name alone where only one of them is called that.
 *
 * @param base what there is
 */
record WrittenScope(PlanBase base) {
  /**
   * The scope as the log has it.
   *
   * @throws Refusal if it is not known which one is meant
   */
  String read(String text) {
    if (Scope.parse(text).isPresent()) {
      return text;
    }
    var known = known();
    var meant = Stream.of(Scope.plan(text), Scope.cohort(text), Scope.device(text)).filter(known::contains).map(Scope::toString).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw Refusal.invalid(
        meant.isEmpty()
            ? "For: no plan, cohort or home is called '" + text + "'; write everyone, plan:NAME, cohort:NAME or device:ID"
            : "For: more than one thing is called '" + text + "'; write " + orList(meant));
  }

  private static String orList(List<String> scopes) {
    return scopes.stream().collect(Collectors.joining(" or "));
  }

  private Set<Scope> known() {
    var known = new HashSet<Scope>();
    base.devices().forEach(device -> known.add(Scope.device(device)));
    for (var change : base.changes()) {
      Scope.parse(change.scope()).ifPresent(known::add);
      Setting.named(change.name()).flatMap(setting -> group(setting, change.value())).ifPresent(known::add);
    }
    return known;
  }

  /** The group that a membership names. */
  private static Optional<Scope> group(Setting setting, String value) {
    if (setting == Setting.PLAN) {
      return Optional.of(Scope.plan(value));
    }
    return setting == Setting.COHORT ? Optional.of(Scope.cohort(value)) : Optional.empty();
  }
}
