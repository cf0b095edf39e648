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
 * The settings in force at a time, by definition: the changes that hold at the time, ordered by effective time. Whether a change
 * can be used is decided once. Values are text, as in the log; numbers in their shortest form.
 */
final class OracleSettings {
  private static final Comparator<LoggedChange> BY_EFFECTIVE_TIME =
      Comparator.comparing(LoggedChange::effectiveAt)
          .thenComparing(change -> change.position().loggedAt())
          .thenComparing(change -> change.position().partition())
          .thenComparing(change -> change.position().offset());

  private record SettingKey(String scope, String name) {}

  /** The value from each time on; empty after a {@code CLEAR}. */
  private final Map<SettingKey, TreeMap<Instant, Optional<String>>> steps = new HashMap<>();

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
    var used = new HashMap<SettingKey, List<LoggedChange>>();
    for (var change : good) {
      var key = new SettingKey(change.scope(), change.name());
      var others = used.computeIfAbsent(key, any -> new ArrayList<>());
      var reason = fault(change, others);
      if (reason.isPresent()) {
        rejected.add(RejectedEvent.of(Kind.SETTING, reason.get(), change.position()));
      } else {
        others.add(change);
        others.sort(BY_EFFECTIVE_TIME);
        settings.steps.computeIfAbsent(key, any -> new TreeMap<>()).put(holdsFrom.apply(change), value(others));
      }
    }
    return settings;
  }

  private static Instant holdsFrom(LoggedChange change, Known known) {
    var loggedAt = change.position().loggedAt();
    return known == Known.THEN && loggedAt.isAfter(change.effectiveAt()) ? loggedAt : change.effectiveAt();
  }

  /** Why the change cannot be used at its position among the others that hold; empty if it can. */
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

  /** The value after changes ordered by effective time. A change that cannot be applied is passed over. */
  private static Optional<String> value(List<LoggedChange> changes) {
    var value = Optional.<String>empty();
    for (var change : changes) {
      if (change.op().equals("SET")) {
        value = Optional.of(OracleCatalogue.shortest(change.name(), change.value()));
      } else if (change.op().equals("CLEAR")) {
        value = Optional.empty();
      } else if (value.isPresent() && isPossible(change, calculated(change, value.get()))) {
        value = Optional.of(calculated(change, value.get()).text());
      }
    }
    return value;
  }

  private static boolean isAbsolute(LoggedChange change) {
    return change.op().equals("SET") || change.op().equals("CLEAR");
  }

  /** The result of a relative change. A number is handled as a tariff that has only a base. */
  private static OracleTariff calculated(LoggedChange change, String before) {
    return OracleTariff.find(before).orElseThrow().map(number -> calculated(change, number));
  }

  private static BigInteger calculated(LoggedChange change, BigInteger before) {
    var number = new BigDecimal(before);
    var operand = new BigDecimal(change.value());
    var exact = change.op().equals("ADD") ? number.add(operand) : number.multiply(operand);
    return exact.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
  }

  private static boolean isPossible(LoggedChange change, OracleTariff after) {
    return after.rates().allMatch(number -> OracleCatalogue.isWithinBounds(change.name(), number));
  }

  /** The scopes that apply to the device at the time, the most specific first. */
  List<String> scopesOf(String device, Instant at) {
    var scopes = new ArrayList<String>();
    scopes.add("device:" + device);
    findAt("device:" + device, "plan", at).ifPresent(plan -> scopes.add("plan:" + plan));
    findAt("device:" + device, "cohort", at).ifPresent(cohort -> scopes.add("cohort:" + cohort));
    scopes.add("everyone");
    return scopes;
  }

  /** The value at the time of the first scope that has one. */
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
    var fold = steps.get(new SettingKey(scope, name));
    if (fold == null) {
      return Optional.empty();
    }
    var step = fold.floorEntry(at);
    return step == null ? Optional.empty() : step.getValue();
  }
}
