package io.meterline.connect.imports;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Settings;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedTimeline;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares settings changes with readings. Memory grows with the number of changes, which are few. */
final class SettingsChecks {
  private final ChangeRules rules = new ChangeRules(Known.NOW);
  private final Map<Scope, List<SettingsChange>> byScope = new HashMap<>();
  private final Set<Scope> added = new LinkedHashSet<>();
  private Finding unusable = Finding.NONE;

  /** Adds a change that was logged before the import. */
  void addLogged(LoggedChange change) {
    rules.check(change).match(Optional::of, rejection -> Optional.<SettingsChange>empty()).ifPresent(this::keep);
  }

  /** Adds a change of the import. */
  void add(LoggedChange change) {
    rules
        .check(change)
        .take(
            valid -> {
              keep(valid);
              added.add(valid.scope());
            },
            rejection ->
                unusable =
                    unusable.and(() -> change.scope() + " " + change.name() + " " + change.op() + " " + change.value() + ": " + rejection.detail()));
  }

  private void keep(SettingsChange change) {
    byScope.computeIfAbsent(change.scope(), any -> new ArrayList<>()).add(change);
  }

  /** The devices named by changes of the import. */
  Set<String> devicesAdded() {
    var devices = new HashSet<String>();
    added.stream().filter(Scope::isDevice).forEach(scope -> devices.add(scope.name()));
    return devices;
  }

  /** The zone that is in force for everyone at a time, if one is set. */
  Optional<ZoneId> zone(long at) {
    var everyone = byScope.getOrDefault(Scope.EVERYONE, List.of());
    return everyone.stream().noneMatch(change -> change.setting() == Setting.TIMEZONE)
        ? Optional.empty()
        : Optional.of(new SharedTimeline(timeline(everyone, at, at + 1)).forDevice(Timeline.EMPTY, at).spans().get(0).settings().timezone());
  }

  /**
   * What is found.
   *
   * @param readings the readings of the import
   * @param totals their span
   * @param unread the devices of {@link #devicesAdded} that have no readings
   */
  SettingsFindings findings(ReadingChecks readings, ReadingTotals totals, Set<String> unread) {
    return new SettingsFindings(unusable, unmet(unread), unnamed(readings.devices().keySet()), unpriced(readings, totals));
  }

  /** What is found without readings. */
  SettingsFindings findings() {
    return new SettingsFindings(unusable, Finding.NONE, Finding.NONE, Finding.NONE);
  }

  private Finding unmet(Set<String> unread) {
    var unmet = Finding.NONE;
    for (var scope : added) {
      var isUnmet =
          switch (scope.level()) {
            case DEVICE -> unread.contains(scope.name());
            case PLAN -> !hasMembers(Setting.PLAN, scope.name());
            case COHORT -> !hasMembers(Setting.COHORT, scope.name());
            case EVERYONE -> false;
          };
      unmet = isUnmet ? unmet.and(scope::toString) : unmet;
    }
    return unmet;
  }

  private boolean hasMembers(Setting membership, String name) {
    return byScope.entrySet().stream()
        .filter(scope -> scope.getKey().isDevice())
        .flatMap(scope -> scope.getValue().stream())
        .anyMatch(change -> change.setting() == membership && change.logged().value().equals(name));
  }

  private Finding unnamed(Set<String> devices) {
    if (byScope.keySet().stream().noneMatch(Scope::isDevice)) {
      return Finding.NONE;
    }
    var unnamed = Finding.NONE;
    for (var device : devices) {
      unnamed = byScope.containsKey(Scope.device(device)) ? unnamed : unnamed.and(() -> device);
    }
    return unnamed;
  }

  private Finding unpriced(ReadingChecks readings, ReadingTotals totals) {
    var hasPrices = byScope.values().stream().flatMap(List::stream).anyMatch(change -> change.setting() == Setting.PRICE);
    if (!hasPrices || !totals.isAny()) {
      return Finding.NONE;
    }
    var everyoneElse = byScope.entrySet().stream().filter(scope -> !scope.getKey().isDevice()).flatMap(scope -> scope.getValue().stream()).toList();
    var shared = new SharedTimeline(timeline(everyoneElse, totals.first(), totals.last() + 1));
    var unpriced = Finding.NONE;
    for (var device : readings.devices().entrySet()) {
      var own = timeline(byScope.getOrDefault(Scope.device(device.getKey()), List.of()), totals.first(), totals.last() + 1);
      for (var date : unpricedDates(device.getValue(), shared.forDevice(own, totals.first()))) {
        unpriced = unpriced.and(() -> device.getKey() + " on " + date);
      }
    }
    return unpriced;
  }

  private static Set<LocalDate> unpricedDates(DeviceColumns readings, InForce inForce) {
    var dates = new LinkedHashSet<LocalDate>();
    var run = 0;
    for (var row = 0; row < readings.size(); row++) {
      while (inForce.until(run) <= readings.at(row)) {
        run++;
      }
      var settings = inForce.spans().get(run).settings();
      if (!readings.isLogged(row) && settings.value(Setting.PRICE).isEmpty()) {
        dates.add(date(readings.at(row), settings));
      }
    }
    return dates;
  }

  private static LocalDate date(long at, Settings settings) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), settings.timezone());
  }

  private static Timeline timeline(List<SettingsChange> changes, long from, long to) {
    var fold = new Fold();
    changes.forEach(fold::add);
    return fold.timeline(from, to, rejection -> {});
  }
}
