package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation.Alternative;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.settings.Explanation.SettingExplanation;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Explains the settings of one device. It keeps the changes that may apply to the device, its own and the shared ones, and those whose
 * scope cannot be read. It ignores those of other devices.
 */
public final class Explainer {
  private final Scope device;
  private final Map<Scope, List<LoggedChange>> changes = new HashMap<>();
  private final List<LoggedChange> nobodys = new ArrayList<>();

  /** Explains the device with the given id, which need not have settings of its own. */
  public Explainer(String device) {
    this.device = Scope.device(device);
  }

  /** Adds a change of the log, in any order. Changes of another device are ignored. */
  public void add(LoggedChange change) {
    Scope.parse(change.scope())
        .ifPresentOrElse(
            scope -> {
              if (!scope.isDevice() || scope.equals(device)) {
                changes.computeIfAbsent(scope, any -> new ArrayList<>()).add(change);
              }
            },
            () -> nobodys.add(change));
  }

  /** The start of a local day of the device, in the time zone in force at 00:00 UTC of that date. */
  public Instant startOf(LocalDate date, Known known) {
    var zone = inForce(Setting.TIMEZONE, applicable(date.atStartOfDay(ZoneOffset.UTC).toInstant(), known));
    return date.atStartOfDay(((Value.Zone) zone.value().orElseThrow()).id()).toInstant();
  }

  /**
   * Explains the settings in force at a time, from the changes added so far.
   *
   * @param at inclusive: a change that holds from then is in force; truncated to milliseconds
   */
  public Explanation explain(Instant at, Known known) {
    var scopes = applicable(at, known);
    var otherScopes = applicable(at, known.other());
    var settings =
        Arrays.stream(Setting.values())
            .map(setting -> because(setting, scopes, inForce(setting, otherScopes)))
            .toList();
    return new Explanation(device.name(), at, known, of(device).size(), settings, rejected(scopes), nobody(at, known));
  }

  /**
   * The times at which changes that may apply to the device take hold.
   *
   * @param from exclusive
   * @param to exclusive
   */
  public SortedSet<Instant> times(Instant from, Instant to, Known known) {
    return changes.values().stream()
        .flatMap(List::stream)
        .map(change -> known.holdsFrom(change.effectiveAt().toEpochMilli(), change.position().loggedAt().toEpochMilli()))
        .map(Instant::ofEpochMilli)
        .filter(time -> time.isAfter(from) && time.isBefore(to))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The scopes that apply to the device, the most specific first, and their histories. */
  private Map<Scope, ScopeHistory> applicable(Instant at, Known known) {
    var own = ScopeHistory.until(at.toEpochMilli(), known, device, of(device));
    var scopes = new LinkedHashMap<Scope, ScopeHistory>();
    for (var level : Scope.Level.values()) {
      var scope =
          switch (level) {
            case DEVICE -> Optional.of(device);
            case PLAN -> own.value(Setting.PLAN).map(plan -> Scope.plan(plan.toString()));
            case COHORT -> own.value(Setting.COHORT).map(cohort -> Scope.cohort(cohort.toString()));
            case EVERYONE -> Optional.of(Scope.EVERYONE);
          };
      scope.ifPresent(one -> scopes.put(one, ScopeHistory.until(at.toEpochMilli(), known, one, of(one))));
    }
    return scopes;
  }

  private List<LoggedChange> of(Scope scope) {
    return changes.getOrDefault(scope, List.of());
  }

  private static SettingExplanation because(Setting setting, Map<Scope, ScopeHistory> scopes, Alternative otherwise) {
    var inForce = inForce(setting, scopes);
    var chain = List.<Link>of();
    var cleared = new ArrayList<Link>();
    for (var scope : scopes.entrySet()) {
      var links = scope.getValue().chain(setting);
      if (inForce.scope().equals(Optional.of(scope.getKey()))) {
        chain = links;
        break;
      }
      cleared.addAll(links);
    }
    var unknown = scopes.values().stream().flatMap(history -> history.unknown(setting).stream()).toList();
    return new SettingExplanation(
        setting, inForce.value(), inForce.scope(), chain, cleared, unknown, difference(inForce, otherwise));
  }

  private static Optional<Alternative> difference(Alternative inForce, Alternative otherwise) {
    return inForce.equals(otherwise) ? Optional.empty() : Optional.of(otherwise);
  }

  private static Alternative inForce(Setting setting, Map<Scope, ScopeHistory> scopes) {
    for (var scope : scopes.entrySet()) {
      var value = scope.getValue().value(setting);
      if (value.isPresent()) {
        return new Alternative(value, Optional.of(scope.getKey()));
      }
    }
    return new Alternative(setting.defaultValue(), Optional.empty());
  }

  private static List<Rejection> rejected(Map<Scope, ScopeHistory> scopes) {
    return scopes.values().stream()
        .flatMap(history -> history.rejected().stream())
        .sorted(Comparator.comparing(Explainer::position))
        .toList();
  }

  private List<Rejection> nobody(Instant at, Known known) {
    var rejected = new ArrayList<Rejection>();
    var rules = new ChangeRules(known);
    for (var change : nobodys) {
      var holdsFrom = known.holdsFrom(change.effectiveAt().toEpochMilli(), change.position().loggedAt().toEpochMilli());
      if (holdsFrom <= at.toEpochMilli()) {
        rules.check(change).take(accepted -> {}, rejected::add);
      }
    }
    rejected.sort(Comparator.comparing(Explainer::position));
    return rejected;
  }

  private static Position position(Rejection rejection) {
    return new Position(
        rejection.loggedAt().orElseThrow(), rejection.partition().orElseThrow(), rejection.offset().orElseThrow());
  }
}
