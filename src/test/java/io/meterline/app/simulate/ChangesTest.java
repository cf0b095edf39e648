package io.meterline.app.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.Value;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every kind of settings change occurs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesTest {
  private static final int DEVICES = 60;
  private static final int DAYS = 120;

  private SimulatedLog log;

  @BeforeAll
  void simulate() {
    log = SimulatedLog.of(SimulatedLog.parameters(DEVICES, DAYS, 3));
  }

  @Test
  void everyOperationIsUsedForDevicesAndForPlansAndCohortsAndForEveryone() {
    for (var level : List.of("everyone", "plan:", "cohort:", "device:")) {
      var ops = changes(change -> change.scope().startsWith(level)).map(LoggedChange::op).collect(Collectors.toSet());
      assertTrue(ops.containsAll(Set.of("SET", "ADD", "SCALE", "CLEAR")), level + " has " + ops);
    }
  }

  @Test
  void changesAreAnnouncedAndCorrectedAndImmediate() {
    var ofCustomers = log.changes().stream().filter(change -> change.author().equals(Optional.of("customer service")));
    var byOrder =
        ofCustomers.collect(
            Collectors.groupingBy(
                change -> Integer.signum(change.effectiveAt().compareTo(change.position().loggedAt())),
                Collectors.counting()));
    assertEquals(Set.of(-1, 0, 1), byOrder.keySet());
    assertTrue(byOrder.values().stream().allMatch(count -> count >= 10), byOrder.toString());
  }

  @Test
  void sharedChangesAreAnnouncedAndCorrectedToo() {
    var office = (Predicate<LoggedChange>) change -> change.author().equals(Optional.of("office")) && isShared(change);
    assertTrue(changes(office.and(change -> change.effectiveAt().isAfter(loggedAt(change)))).count() >= 3);
    assertTrue(changes(office.and(change -> change.effectiveAt().isBefore(loggedAt(change)))).count() >= 3);
  }

  @Test
  void devicesMoveBetweenPlansAndCohorts() {
    for (var name : List.of("plan", "cohort")) {
      var moved =
          changes(change -> change.name().equals(name) && change.scope().startsWith("device:"))
              .collect(Collectors.groupingBy(LoggedChange::scope, Collectors.counting()));
      assertTrue(moved.values().stream().filter(count -> count > 1).count() >= 5, name + " " + moved);
    }
  }

  @Test
  void mostDevicesHaveAPlanAndACohortAndAZoneAndSomeDoNot() {
    for (var name : List.of("plan", "cohort", "timezone")) {
      var devices = devicesWith(name);
      assertTrue(devices > DEVICES * 0.7 && devices < DEVICES, name + " " + devices);
    }
  }

  @Test
  void someDevicesHaveTheirOwnThreshold() {
    var devices = devicesWith("alert.threshold.watts");
    assertTrue(devices > DEVICES * 0.2 && devices < DEVICES * 0.8, "devices " + devices);
  }

  @Test
  void onePlanHasAnotherPriceEveryDayKnownTheDayBefore() {
    var prices = changes(change -> change.scope().equals("plan:spot") && change.author().equals(Optional.of("market")));
    assertEquals(DAYS, prices.filter(change -> change.effectiveAt().isAfter(loggedAt(change))).count());
  }

  @Test
  void someChangesAreRejectedForEveryReason() {
    var reasons = EnumSet.noneOf(Reason.class);
    rejections().forEach(rejection -> reasons.add(rejection.reason()));
    assertEquals(
        EnumSet.of(
            Reason.UNKNOWN_SETTING,
            Reason.BAD_SCOPE,
            Reason.BAD_OPERATION,
            Reason.BAD_VALUE,
            Reason.OUT_OF_BOUNDS,
            Reason.NOTHING_TO_CHANGE),
        reasons);
  }

  @Test
  void fewChangesAreRejected() {
    assertTrue(rejections().size() < log.changes().size() / 10, "rejected " + rejections().size());
  }

  @Test
  void everySettingOfTheCatalogueIsSet() {
    var set = accepted().filter(change -> change.op().equals("SET")).map(LoggedChange::name).collect(Collectors.toSet());
    assertEquals(Stream.of(Setting.values()).map(Setting::word).collect(Collectors.toSet()), set);
  }

  @Test
  void somePlansHaveRatesByLocalTimeAndOthersOnePrice() {
    var plans = accepted().filter(change -> change.name().equals("price.micros.per.kwh") && change.scope().startsWith("plan:"));
    var withRates =
        plans.collect(
            Collectors.partitioningBy(
                change -> change.value().contains("; "), Collectors.mapping(LoggedChange::scope, Collectors.toSet())));
    assertEquals(Set.of("plan:night", "plan:times"), withRates.get(true));
    assertTrue(withRates.get(false).containsAll(Set.of("plan:basic", "plan:solar", "plan:spot")), withRates::toString);
  }

  @Test
  void energyIsSentBackAndHasAPrice() {
    assertTrue(log.readings().stream().anyMatch(logged -> logged.reading().milliwattHours() < 0));
    var prices = changes(change -> change.name().equals("price.export.micros.per.kwh")).map(LoggedChange::scope);
    assertEquals(Set.of("everyone", "plan:solar"), prices.collect(Collectors.toSet()));
  }

  private Stream<LoggedChange> accepted() {
    var rules = new ChangeRules(Known.NOW);
    return changes(change -> rules.check(change) instanceof ChangeRules.Checked.Accepted);
  }

  private List<Rejection> rejections() {
    var rejections = new ArrayList<Rejection>();
    var rules = new ChangeRules(Known.NOW);
    var fold = new Fold();
    for (var change : log.changes()) {
      var checked = rules.check(change);
      if (checked instanceof ChangeRules.Checked.Accepted accepted) {
        fold.add(accepted.change());
      } else if (checked instanceof ChangeRules.Checked.Rejected rejected) {
        rejections.add(rejected.rejection());
      }
    }
    fold.advance(
        Long.MAX_VALUE,
        new Fold.Listener() {
          @Override
          public void used(SettingsChange change, Optional<Value> value) {}

          @Override
          public void rejected(Rejection rejection) {
            rejections.add(rejection);
          }
        });
    return rejections;
  }

  private int devicesWith(String name) {
    return changes(change -> change.name().equals(name) && change.op().equals("SET"))
        .flatMap(change -> Scope.parse(change.scope()).filter(Scope::isDevice).stream())
        .collect(Collectors.toCollection(() -> new TreeSet<>(Comparator.comparing(Scope::name))))
        .size();
  }

  private Stream<LoggedChange> changes(Predicate<LoggedChange> which) {
    return log.changes().stream().filter(which);
  }

  private static Instant loggedAt(LoggedChange change) {
    return change.position().loggedAt();
  }

  private static boolean isShared(LoggedChange change) {
    return !change.scope().startsWith("device:");
  }
}
