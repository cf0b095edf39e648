package io.meterline.oracle;

import io.meterline.log.Kind;
import io.meterline.log.LoggedChange;
import io.meterline.log.Reason;
import io.meterline.time.Known;
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

/** What was in force when. Values are text, as in the log; numbers in their shortest form. */
final class OracleSettings {
  private record Place(String scope, String name) {}

  /** From each time on, what the place has; empty after a {@code CLEAR}. */
  private final Map<Place, TreeMap<Instant, Optional<String>>> steps = new HashMap<>();

  private OracleSettings() {}

  /** Folds the changes of each scope and name; those not used are added to {@code rejected}. */
  static OracleSettings fold(List<LoggedChange> changes, Known known, List<RejectedEvent> rejected) {
    Function<LoggedChange, Instant> holdsFrom = change -> holdsFrom(change, known);
    var inOrder =
        Comparator.comparing(holdsFrom)
            .thenComparing(change -> change.position().loggedAt())
            .thenComparing(change -> change.position().partition())
            .thenComparing(change -> change.position().offset());

    var good = new ArrayList<LoggedChange>();
    for (var change : changes) {
      OracleCatalogue.fault(change)
          .ifPresentOrElse(
              reason -> rejected.add(RejectedEvent.of(Kind.SETTING, reason, change.position())),
              () -> good.add(change));
    }
    good.sort(inOrder);

    var settings = new OracleSettings();
    for (var change : good) {
      settings
          .take(change, holdsFrom.apply(change))
          .ifPresent(reason -> rejected.add(RejectedEvent.of(Kind.SETTING, reason, change.position())));
    }
    return settings;
  }

  private static Instant holdsFrom(LoggedChange change, Known known) {
    var loggedAt = change.position().loggedAt();
    return known == Known.THEN && loggedAt.isAfter(change.effectiveAt()) ? loggedAt : change.effectiveAt();
  }

  /** Puts the change last in its fold, or says why not. */
  private Optional<Reason> take(LoggedChange change, Instant holdsFrom) {
    var fold = steps.computeIfAbsent(new Place(change.scope(), change.name()), unused -> new TreeMap<>());
    switch (change.op()) {
      case "SET" -> {
        fold.put(holdsFrom, Optional.of(OracleCatalogue.shortest(change.name(), change.value())));
        return Optional.empty();
      }
      case "CLEAR" -> {
        fold.put(holdsFrom, Optional.empty());
        return Optional.empty();
      }
      default -> {
        return calculate(change, holdsFrom, fold);
      }
    }
  }

  private static Optional<Reason> calculate(
      LoggedChange change, Instant holdsFrom, TreeMap<Instant, Optional<String>> fold) {
    var before = fold.isEmpty() ? Optional.<String>empty() : fold.lastEntry().getValue();
    if (before.isEmpty()) {
      return Optional.of(Reason.NOTHING_TO_CHANGE);
    }
    var number = new BigDecimal(before.get());
    var operand = new BigDecimal(change.value());
    var exact = change.op().equals("ADD") ? number.add(operand) : number.multiply(operand);
    BigInteger after = exact.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
    if (!OracleCatalogue.isWithinBounds(change.name(), after)) {
      return Optional.of(Reason.OUT_OF_BOUNDS);
    }
    fold.put(holdsFrom, Optional.of(after.toString()));
    return Optional.empty();
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
