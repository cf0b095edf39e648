package io.meterline.oracle;

import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reason;
import io.meterline.model.time.Known;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was in force when, by the definition: the changes that hold at a time, each at the place of its effective time, whether one
 * can be used decided once. Values are text, as in the log; numbers in their shortest form.
 */
final class OracleSettings {
  private static final Comparator<LoggedChange> BY_EFFECTIVE_TIME =
      Comparator.comparing(LoggedChange::effectiveAt)
          .thenComparing(change -> change.position().loggedAt())
          .thenComparing(change -> change.position().partition())
          .thenComparing(change -> change.position().offset());

  private record Place(String scope, String name) {}

  /** From each time on, what the place has; empty after a {@code CLEAR}. */
  private final Map<Place, TreeMap<Instant, Optional<String>>> steps = new HashMap<>();

  private OracleSettings() {}

  /** Folds the changes of each scope and name; those not used are added to {@code rejected}. */
  static OracleSettings fold(List<LoggedChange> changes, Known known, List<RejectedEvent> rejected) {
    var good = new ArrayList<LoggedChange>();
    for (var change : changes) {
      OracleCatalogue.fault(change)
          .ifPresentOrElse(
              reason -> rejected.add(RejectedEvent.of(Kind.SETTING, reason, change.position())),
              () -> good.add(change));
    }
    Function<LoggedChange, Instant> holdsFrom = change -> holdsFrom(change, known);
    good.sort(Comparator.comparing(holdsFrom).thenComparing(BY_EFFECTIVE_TIME));

    var settings = new OracleSettings();
    var used = new HashMap<Place, List<LoggedChange>>();
    for (var change : good) {
      var place = new Place(change.scope(), change.name());
      var others = used.computeIfAbsent(place, any -> new ArrayList<>());
      var reason = fault(change, others);
      if (reason.isPresent()) {
        rejected.add(RejectedEvent.of(Kind.SETTING, reason.get(), change.position()));
      } else {
        others.add(change);
        others.sort(BY_EFFECTIVE_TIME);
        settings.steps.computeIfAbsent(place, any -> new TreeMap<>()).put(holdsFrom.apply(change), value(others));
      }
    }
    return settings;
  }

  private static Instant holdsFrom(LoggedChange change, Known known) {
    var loggedAt = change.position().loggedAt();
    return known == Known.THEN && loggedAt.isAfter(change.effectiveAt()) ? loggedAt : change.effectiveAt();
  }

  /** Why the change cannot be used at its place among the others that hold; empty if it can. */
  private static Optional<Reason> fault(LoggedChange change, List<LoggedChange> others) {
    var isBefore = others.stream().collect(Collectors.partitioningBy(other -> BY_EFFECTIVE_TIME.compare(other, change) < 0));
    if (isAbsolute(change) || isBefore.get(false).stream().anyMatch(OracleSettings::isAbsolute)) {
      return Optional.empty();
    }
    var before = value(isBefore.get(true));
    if (before.isEmpty()) {
      return Optional.of(Reason.NOTHING_TO_CHANGE);
    }
    return isPossible(change, calculated(change, before.get())) ? Optional.empty() : Optional.of(Reason.OUT_OF_BOUNDS);
  }

  /** What changes, in the order of effective time, come to; one that cannot do what it says is passed over. */
  private static Optional<String> value(List<LoggedChange> changes) {
    var value = Optional.<String>empty();
    for (var change : changes) {
      if (change.op().equals("SET")) {
        value = Optional.of(OracleCatalogue.shortest(change.name(), change.value()));
      } else if (change.op().equals("CLEAR")) {
        value = Optional.empty();
      } else if (value.isPresent() && isPossible(change, calculated(change, value.get()))) {
        value = Optional.of(calculated(change, value.get()).toString());
      }
    }
    return value;
  }

  private static boolean isAbsolute(LoggedChange change) {
    return change.op().equals("SET") || change.op().equals("CLEAR");
  }

  private static BigInteger calculated(LoggedChange change, String before) {
    var number = new BigDecimal(before);
    var operand = new BigDecimal(change.value());
    var exact = change.op().equals("ADD") ? number.add(operand) : number.multiply(operand);
    return exact.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
  }

  private static boolean isPossible(LoggedChange change, BigInteger after) {
    return OracleCatalogue.isWithinBounds(change.name(), after);
  }

  /** The scopes that the device is under at the time, the most specific first. */
  List<String> scopesOf(String device, Instant at) {
    var scopes = new ArrayList<String>();
    scopes.add("device:" + device);
    findAt("device:" + device, "plan", at).ifPresent(plan -> scopes.add("plan:" + plan));
    findAt("device:" + device, "cohort", at).ifPresent(cohort -> scopes.add("cohort:" + cohort));
    scopes.add("everyone");
    return scopes;
  }

  /** What the first of the scopes that has any has at the time. */
  Optional<String> find(List<String> scopes, String name, Instant at) {
    for (var scope : scopes) {
      var value = findAt(scope, name, at);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private Optional<String> findAt(String scope, String name, Instant at) {
    var fold = steps.get(new Place(scope, name));
    if (fold == null) {
      return Optional.empty();
    }
    var step = fold.floorEntry(at);
    return step == null ? Optional.empty() : step.getValue();
  }
}
