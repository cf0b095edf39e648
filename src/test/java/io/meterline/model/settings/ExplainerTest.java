package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation.Alternative;
import io.meterline.model.settings.Explanation.Effect;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.settings.Explanation.SettingExplanation;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final String PRICE = "price.micros.per.kwh";

  private final Explainer explainer = new Explainer("m1");
  private long offset;

  @Test
  void withoutChangesTheDefaultsOfTheCatalogueAreInForce() {
    var explanation = explain(10);
    assertEquals(0, explanation.ownChanges());
    assertEquals("UTC from -", inForce(explanation, Setting.TIMEZONE));
    assertEquals("- from -", inForce(explanation, Setting.PLAN));
    assertEquals("- from -", inForce(explanation, Setting.COHORT));
    assertEquals("- from -", inForce(explanation, Setting.PRICE));
    assertEquals("- from -", inForce(explanation, Setting.ALERT_THRESHOLD));
    assertEquals("0 from -", inForce(explanation, Setting.ALERT_SUSTAIN));
    assertEquals("0 from -", inForce(explanation, Setting.ALERT_CLEAR));
    assertFalse(explanation.dependsOnKnown());
    assertEquals(List.of(), explanation.rejected());
  }

  @Test
  void aChangeIsInForceFromItsEffectiveTimeInclusive() {
    add("everyone", PRICE, "SET", "5", 10);
    assertEquals("- from -", inForce(explain(9), Setting.PRICE));
    assertEquals("5 from everyone", inForce(explain(10), Setting.PRICE));
  }

  @Test
  void theMostSpecificScopeWins() {
    add("device:m1", "plan", "SET", "tou", 1);
    add("device:m1", "cohort", "SET", "small", 1);
    add("everyone", PRICE, "SET", "1", 1);
    add("cohort:small", PRICE, "SET", "2", 2);
    add("plan:tou", PRICE, "SET", "3", 3);
    add("device:m1", PRICE, "SET", "4", 4);
    assertEquals("1 from everyone", inForce(explain(1), Setting.PRICE));
    assertEquals("2 from cohort:small", inForce(explain(2), Setting.PRICE));
    assertEquals("3 from plan:tou", inForce(explain(3), Setting.PRICE));
    assertEquals("4 from device:m1", inForce(explain(4), Setting.PRICE));
    assertEquals(3, explain(4).ownChanges());
  }

  @Test
  void membershipsAreThoseAtTheGivenTime() {
    add("device:m1", "plan", "SET", "flat", 1);
    add("device:m1", "plan", "SET", "tou", 5);
    add("plan:flat", PRICE, "SET", "10", 1);
    add("plan:tou", PRICE, "SET", "20", 1);
    assertEquals("10 from plan:flat", inForce(explain(4), Setting.PRICE));
    assertEquals("20 from plan:tou", inForce(explain(5), Setting.PRICE));
  }

  @Test
  void changesOfOtherDevicesPlansAndCohortsAreIgnored() {
    add("device:m2", PRICE, "SET", "1", 1);
    add("plan:tou", PRICE, "SET", "x", 1);
    add("nobody", PRICE, "SET", "1", 1);
    var explanation = explain(10);
    assertEquals("- from -", inForce(explanation, Setting.PRICE));
    assertEquals(0, explanation.ownChanges());
    assertEquals(List.of(), explanation.rejected());
  }

  @Test
  void theChainStartsAtTheLastSetAndIsInFoldOrder() {
    add("everyone", PRICE, "SET", "100", 1);
    add("everyone", PRICE, "ADD", "7", 2);
    add("everyone", PRICE, "SCALE", "1.5", 5);
    add("everyone", PRICE, "SET", "200", 3);
    add("everyone", PRICE, "ADD", "-1", 4);
    assertEquals(List.of("SET 200 = 200", "ADD -1 = 199", "SCALE 1.5 = 298"), chain(explain(9), Setting.PRICE));
    assertEquals(List.of("SET 100 = 100", "ADD 7 = 107"), chain(explain(2), Setting.PRICE));
  }

  @Test
  void aClearIsReportedIfItIsWhyTheValueComesFromElsewhere() {
    add("everyone", PRICE, "SET", "1", 1);
    add("device:m1", PRICE, "SET", "2", 2);
    add("device:m1", PRICE, "CLEAR", "", 3);
    var price = because(explain(9), Setting.PRICE);
    assertEquals("1 from everyone", inForce(explain(9), Setting.PRICE));
    assertEquals(List.of("SET 1 = 1"), chain(explain(9), Setting.PRICE));
    assertEquals(List.of("device:m1"), price.cleared().stream().map(link -> link.change().logged().scope()).toList());
    assertEquals(List.of(), because(explain(2), Setting.PRICE).cleared());
  }

  @Test
  void aLateCorrectionIsNotKnownBeforeItIsLogged() {
    add("everyone", PRICE, "SET", "100", 1);
    add("everyone", PRICE, "SET", "90", 5, 20);
    var now = explain(10, Known.NOW);
    assertEquals("90 from everyone", inForce(now, Setting.PRICE));
    assertTrue(now.dependsOnKnown());
    assertEquals(
        Optional.of(new Alternative(Optional.of(Value.Rates.flat(100)), Optional.of(Scope.EVERYONE))),
        because(now, Setting.PRICE).alternative());

    var then = explain(10, Known.THEN);
    assertEquals("100 from everyone", inForce(then, Setting.PRICE));
    assertEquals(
        Optional.of(new Alternative(Optional.of(Value.Rates.flat(90)), Optional.of(Scope.EVERYONE))),
        because(then, Setting.PRICE).alternative());
    assertEquals(Optional.empty(), because(then, Setting.TIMEZONE).alternative());

    assertFalse(explain(20, Known.NOW).dependsOnKnown());
  }

  @Test
  void theChainIsOrderedByEffectiveTimeEvenForChangesLoggedLate() {
    add("everyone", PRICE, "SET", "100", 1);
    add("everyone", PRICE, "ADD", "7", 6);
    add("everyone", PRICE, "SET", "200", 3, 20);
    assertEquals(List.of("SET 100 = 100", "ADD 7 = 107"), chain(explain(19, Known.THEN), Setting.PRICE));
    assertEquals(List.of("SET 200 = 200", "ADD 7 = 207"), chain(explain(20, Known.THEN), Setting.PRICE));
  }

  @Test
  void aCorrectionOfThePastDoesNotOverrideWhatIsEffectiveLater() {
    add("everyone", PRICE, "SET", "100", 1);
    add("everyone", PRICE, "SET", "300", 10);
    add("everyone", PRICE, "SET", "250", 5, 20);
    assertEquals("300 from everyone", inForce(explain(30, Known.THEN), Setting.PRICE));
    assertEquals(List.of("SET 300 = 300"), chain(explain(30, Known.THEN), Setting.PRICE));
    assertFalse(explain(30, Known.THEN).dependsOnKnown());
  }

  @Test
  void aChangeThatIsPassedOverIsMarkedAsSuch() {
    add("everyone", "alert.threshold.watts", "SET", "100", 1);
    add("everyone", "alert.threshold.watts", "ADD", "-50", 6);
    add("everyone", "alert.threshold.watts", "SET", "20", 3, 20);
    var links = because(explain(30, Known.THEN), Setting.ALERT_THRESHOLD).chain();
    assertEquals(List.of(Effect.COUNTS, Effect.PASSED_OVER), links.stream().map(Link::effect).toList());
    assertEquals(Optional.of(new Value.Whole(20)), links.get(1).value());
    assertEquals(List.of(), explain(30, Known.THEN).rejected());
  }

  @Test
  void aChangeThatIsEffectiveButNotYetLoggedIsReportedAsUnknown() {
    add("everyone", PRICE, "SET", "100", 1);
    add("everyone", PRICE, "SET", "90", 5, 20);
    add("device:m1", PRICE, "SET", "80", 7, 21);
    add("everyone", PRICE, "SET", "70", 99, 20);
    assertEquals(List.of("80", "90"), unknown(explain(10, Known.THEN)));
    assertEquals(List.of("80"), unknown(explain(20, Known.THEN)));
    assertEquals(List.of(), unknown(explain(10, Known.NOW)));
  }

  private static List<String> unknown(Explanation explanation) {
    return because(explanation, Setting.PRICE).unknown().stream().map(change -> change.logged().value()).toList();
  }

  @Test
  void aMembershipCorrectedLateChangesTheAlternative() {
    add("cohort:small", "alert.threshold.watts", "SET", "2500", 1);
    add("cohort:large", "alert.threshold.watts", "SET", "6000", 1);
    add("device:m1", "cohort", "SET", "small", 1);
    add("device:m1", "cohort", "SET", "large", 5, 20);
    assertEquals("6000 from cohort:large", inForce(explain(10), Setting.ALERT_THRESHOLD));
    assertEquals(
        Optional.of(new Alternative(Optional.of(new Value.Whole(2500)), Optional.of(Scope.cohort("small")))),
        because(explain(10), Setting.ALERT_THRESHOLD).alternative());
  }

  @Test
  void anEqualValueFromAnotherScopeIsADifferenceToo() {
    add("everyone", PRICE, "SET", "1", 1);
    add("device:m1", PRICE, "SET", "1", 5, 20);
    assertEquals(
        Optional.of(new Alternative(Optional.of(Value.Rates.flat(1)), Optional.of(Scope.EVERYONE))),
        because(explain(10), Setting.PRICE).alternative());
  }

  @Test
  void rejectedChangesOfApplicableScopesAreReportedInLogOrder() {
    add("everyone", PRICE, "ADD", "1", 3);
    add("device:m1", "tariff", "SET", "1", 2);
    add("everyone", PRICE, "SET", "cheap", 1);
    add("device:m1", "plan", "SET", "late", 99);
    add("device:m1", "colour", "SET", "red", 99);
    assertEquals(
        List.of(Reason.BAD_VALUE, Reason.UNKNOWN_SETTING, Reason.NOTHING_TO_CHANGE), reasons(explain(10)));
  }

  @Test
  void anEventThatIsInTheLogTwiceCountsOnce() {
    var change = change("everyone", PRICE, "SET", "5", 1, 1);
    explainer.add(change);
    explainer.add(change);
    assertEquals(List.of("SET 5 = 5"), chain(explain(10), Setting.PRICE));
    assertEquals(List.of(Reason.SUPERSEDED), reasons(explain(10)));
  }

  private void add(String scope, String name, String op, String value, long effectiveAt) {
    add(scope, name, op, value, effectiveAt, effectiveAt);
  }

  private void add(String scope, String name, String op, String value, long effectiveAt, long loggedAt) {
    explainer.add(change(scope, name, op, value, effectiveAt, loggedAt));
  }

  private LoggedChange change(
      String scope, String name, String op, String value, long effectiveAt, long loggedAt) {
    return new LoggedChange(
        scope,
        name,
        op,
        value,
        Instant.ofEpochMilli(effectiveAt),
        Optional.empty(),
        Optional.empty(),
        new Position(Instant.ofEpochMilli(loggedAt), 0, offset++));
  }

  private Explanation explain(long at) {
    return explain(at, Known.NOW);
  }

  private Explanation explain(long at, Known known) {
    return explainer.explain(Instant.ofEpochMilli(at), known);
  }

  private static SettingExplanation because(Explanation explanation, Setting setting) {
    return explanation.settings().get(setting.ordinal());
  }

  private static String inForce(Explanation explanation, Setting setting) {
    var because = because(explanation, setting);
    assertEquals(setting, because.setting());
    return because.value().map(Value::toString).orElse("-") + " from " + because.scope().map(Scope::toString).orElse("-");
  }

  private static List<String> chain(Explanation explanation, Setting setting) {
    return because(explanation, setting).chain().stream()
        .map(
            link ->
                link.change().logged().op()
                    + " "
                    + link.change().logged().value()
                    + " = "
                    + link.value().map(Value::toString).orElse("-"))
        .toList();
  }

  private static List<Reason> reasons(Explanation explanation) {
    return explanation.rejected().stream().map(Rejection::reason).toList();
  }
}
