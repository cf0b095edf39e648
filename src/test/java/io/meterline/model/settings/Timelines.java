package io.meterline.model.settings;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random timelines of few names, values and times, so that they coincide often. */
final class Timelines {
  static final String DEVICE = "m1";

  /** Every step holds from a time in [0, END). */
  static final long END = 24;

  private Timelines() {}

  /** A device's own settings, including memberships. */
  static Arbitrary<Timeline> own() {
    return timelines(Arbitraries.just(Scope.device(DEVICE)), 16);
  }

  /** Settings of everyone, plans and cohorts; plans and cohorts have the same names. */
  static Arbitrary<Timeline> shared() {
    return timelines(
        Arbitraries.of(Scope.EVERYONE, Scope.plan("a"), Scope.plan("b"), Scope.cohort("a"), Scope.cohort("b")), 40);
  }

  private static Arbitrary<Timeline> timelines(Arbitrary<Scope> scopes, int max) {
    return scopes.flatMap(Timelines::steps).list().ofMaxSize(max).map(Timelines::inOrder);
  }

  private static Timeline inOrder(List<Step> steps) {
    var sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparingLong(Step::from));
    return new Timeline(sorted);
  }

  private static Arbitrary<Step> steps(Scope scope) {
    var allowed = List.of(Setting.values()).stream().filter(setting -> setting.allows(scope.level())).toList();
    return Arbitraries.of(allowed)
        .flatMap(
            setting ->
                Combinators.combine(Arbitraries.longs().between(0, END - 1), values(setting).optional(0.8))
                    .as((from, value) -> new Step(from, scope, setting, value)));
  }

  private static Arbitrary<Value> values(Setting setting) {
    if (setting.type() instanceof Setting.Type.Whole) {
      return Arbitraries.longs().between(0, 2).map(Value.Whole::new);
    }
    if (setting.type() instanceof Setting.Type.Tariff) {
      return Arbitraries.of("0", "1", "1; Mo 22:00-06:00 2")
          .map(text -> new Value.Rates(TariffText.parse(text, Long::parseLong)));
    }
    if (setting.type() instanceof Setting.Type.ZoneId) {
      return Arbitraries.of("UTC", "Europe/Paris").map(id -> new Value.Zone(ZoneId.of(id)));
    }
    return Arbitraries.of("a", "b", "without settings").map(Value.Name::new);
  }

  /** The value of a setting at a scope and time: that of the last step that holds by then. */
  static Optional<Value> valueAt(Timeline timeline, Scope scope, Setting setting, long at) {
    return timeline.steps().stream()
        .filter(step -> step.from() <= at && step.scope().equals(scope) && step.setting() == setting)
        .reduce((earlier, later) -> later)
        .flatMap(Step::value);
  }
}
