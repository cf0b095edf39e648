package io.meterline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.Reason;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OracleSettingsTest {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String THRESHOLD = "alert.threshold.watts";

  private final List<RejectedEvent> rejected = new ArrayList<>();

  @Test
  void aChangeHoldsFromItsEffectiveTimeInclusive() {
    var settings = fold(Known.NOW, new LogBuilder().change("everyone", PRICE, "SET", "7", "2013-01-02T00:00:00Z"));

    assertEquals(Optional.empty(), find(settings, "2013-01-01T23:59:59.999Z"));
    assertEquals(Optional.of("7"), find(settings, "2013-01-02T00:00:00Z"));
  }

  @Test
  void aChangeLoggedLateHoldsFromItsLoggingUnderThenAndFromItsEffectiveTimeUnderNow() {
    var log = new LogBuilder().change("everyone", PRICE, "SET", "7", "2013-01-02T00:00:00Z", "2013-01-05T00:00:00Z");

    assertEquals(Optional.of("7"), find(fold(Known.NOW, log), "2013-01-02T00:00:00Z"));
    assertEquals(Optional.empty(), find(fold(Known.THEN, log), "2013-01-04T23:59:59.999Z"));
    assertEquals(Optional.of("7"), find(fold(Known.THEN, log), "2013-01-05T00:00:00Z"));
  }

  @Test
  void aChangeAnnouncedEarlyHoldsFromItsEffectiveTimeUnderThen() {
    var log = new LogBuilder().change("everyone", PRICE, "SET", "7", "2013-01-05T00:00:00Z", "2013-01-02T00:00:00Z");

    assertEquals(Optional.empty(), find(fold(Known.THEN, log), "2013-01-04T23:59:59.999Z"));
    assertEquals(Optional.of("7"), find(fold(Known.THEN, log), "2013-01-05T00:00:00Z"));
  }

  @Test
  void setAddScaleAndClearFollowEachOther() {
    var settings =
        fold(
            Known.NOW,
            new LogBuilder()
                .change("everyone", PRICE, "SET", "+0100", "2013-01-01T00:00:00Z")
                .change("everyone", PRICE, "ADD", "-30", "2013-01-02T00:00:00Z")
                .change("everyone", PRICE, "SCALE", "1.5", "2013-01-03T00:00:00Z")
                .change("everyone", PRICE, "CLEAR", "", "2013-01-04T00:00:00Z"));

    assertEquals(Optional.of("100"), find(settings, "2013-01-01T00:00:00Z"));
    assertEquals(Optional.of("70"), find(settings, "2013-01-02T00:00:00Z"));
    assertEquals(Optional.of("105"), find(settings, "2013-01-03T00:00:00Z"));
    assertEquals(Optional.empty(), find(settings, "2013-01-04T00:00:00Z"));
  }

  @Test
  void aRetroactiveSetChangesWhatALaterAddStartsFrom() {
    var log =
        new LogBuilder()
            .change("everyone", PRICE, "SET", "100", "2013-01-01T00:00:00Z")
            .change("everyone", PRICE, "ADD", "1", "2013-01-10T00:00:00Z")
            .change("everyone", PRICE, "SET", "200", "2013-01-05T00:00:00Z", "2013-01-20T00:00:00Z");

    assertEquals(Optional.of("201"), find(fold(Known.NOW, log), "2013-01-10T00:00:00Z"));
    assertEquals(Optional.of("101"), find(fold(Known.THEN, log), "2013-01-10T00:00:00Z"));
    assertEquals(Optional.of("101"), find(fold(Known.THEN, log), "2013-01-19T23:59:59.999Z"));
    assertEquals(Optional.of("201"), find(fold(Known.THEN, log), "2013-01-20T00:00:00Z"));
  }

  @Test
  void aCorrectionOfThePastStaysInThePast() {
    var log =
        new LogBuilder()
            .change("everyone", PRICE, "SET", "100", "2024-01-01T00:00:00Z")
            .change("everyone", PRICE, "SET", "300", "2024-03-01T00:00:00Z", "2024-02-15T00:00:00Z")
            .change("everyone", PRICE, "SET", "250", "2024-02-01T00:00:00Z", "2024-03-10T00:00:00Z");
    var days = List.of("2024-02-15T00:00:00Z", "2024-03-05T00:00:00Z", "2024-03-15T00:00:00Z", "2024-12-31T00:00:00Z");
    var now = fold(Known.NOW, log);
    var then = fold(Known.THEN, log);

    assertEquals(List.of("250", "300", "300", "300"), days.stream().map(day -> find(now, day).orElseThrow()).toList());
    assertEquals(List.of("100", "300", "300", "300"), days.stream().map(day -> find(then, day).orElseThrow()).toList());
  }

  @Test
  void whetherAChangeCanBeUsedIsDecidedOnceWhenItTakesEffect() {
    var log =
        new LogBuilder()
            .change("everyone", THRESHOLD, "ADD", "1", "2013-01-02T00:00:00Z")
            .change("everyone", THRESHOLD, "SET", "10", "2013-01-01T00:00:00Z", "2013-01-03T00:00:00Z");

    assertEquals(Optional.of("11"), find(fold(Known.NOW, log), THRESHOLD, "2013-01-04T00:00:00Z"));
    assertEquals(List.of(), rejected);
    assertEquals(Optional.of("10"), find(fold(Known.THEN, log), THRESHOLD, "2013-01-04T00:00:00Z"));
    assertEquals(List.of(Reason.NOTHING_TO_CHANGE), rejected.stream().map(RejectedEvent::reason).toList());
  }

  @Test
  void aUsedChangeThatALaterOneLeavesNothingToChangeIsPassedOverUntilItAppliesAgain() {
    var settings =
        fold(
            Known.THEN,
            new LogBuilder()
                .change("everyone", THRESHOLD, "SET", "10", "2013-01-01T00:00:00Z")
                .change("everyone", THRESHOLD, "ADD", "-4", "2013-01-05T00:00:00Z")
                .change("everyone", THRESHOLD, "CLEAR", "", "2013-01-02T00:00:00Z", "2013-01-06T00:00:00Z")
                .change("everyone", THRESHOLD, "SET", "3", "2013-01-03T00:00:00Z", "2013-01-07T00:00:00Z")
                .change("everyone", THRESHOLD, "SET", "5", "2013-01-04T00:00:00Z", "2013-01-08T00:00:00Z"));

    assertEquals(Optional.of("6"), find(settings, THRESHOLD, "2013-01-05T00:00:00Z"));
    assertEquals(Optional.empty(), find(settings, THRESHOLD, "2013-01-06T00:00:00Z"));
    assertEquals(Optional.of("3"), find(settings, THRESHOLD, "2013-01-07T00:00:00Z")); // Below zero: not with -4.
    assertEquals(Optional.of("1"), find(settings, THRESHOLD, "2013-01-08T00:00:00Z"));
    assertEquals(List.of(), rejected);
  }

  @Test
  void anyChangeBeforeTheLastSetOrClearIsAcceptedWithoutEffect() {
    var settings =
        fold(
            Known.THEN,
            new LogBuilder()
                .change("everyone", THRESHOLD, "CLEAR", "", "2013-01-05T00:00:00Z")
                .change("everyone", THRESHOLD, "ADD", "1", "2013-01-02T00:00:00Z", "2013-01-06T00:00:00Z")
                .change("everyone", THRESHOLD, "SET", "7", "2013-01-03T00:00:00Z", "2013-01-07T00:00:00Z"));

    assertEquals(Optional.empty(), find(settings, THRESHOLD, "2013-01-09T00:00:00Z"));
    assertEquals(List.of(), rejected);
  }

  @Test
  void ofChangesWithTheSameEffectiveTimeTheLastLoggedWins() {
    var log =
        new LogBuilder()
            .change("everyone", PRICE, "SET", "2", "2013-01-05T00:00:00Z", "2013-01-02T00:00:00Z")
            .change("everyone", PRICE, "SET", "1", "2013-01-05T00:00:00Z", "2013-01-01T00:00:00Z")
            .change("everyone", THRESHOLD, "SET", "1", "2013-01-05T00:00:00Z")
            .change("everyone", THRESHOLD, "SET", "2", "2013-01-05T00:00:00Z");
    var settings = fold(Known.NOW, log);

    assertEquals(Optional.of("2"), find(settings, "2013-01-05T00:00:00Z"));
    assertEquals(Optional.of("2"), find(settings, THRESHOLD, "2013-01-05T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"1,0.5,0", "3,0.5,2", "5,0.5,2", "-3,0.5,-2", "7,0.333333,2", "1000000,1.000001,1000001"})
  void scaleRoundsHalfEven(String before, String factor, String after) {
    var settings =
        fold(
            Known.NOW,
            new LogBuilder()
                .set("everyone", PRICE, before)
                .change("everyone", PRICE, "SCALE", factor, "2013-01-01T00:00:00Z"));

    assertEquals(Optional.of(after), find(settings, "2013-01-01T00:00:00Z"));
  }

  @Test
  void theMostSpecificScopeWins() {
    var everyone = new LogBuilder().set("everyone", PRICE, "1").set("device:A", "plan", "day");
    assertEquals("1", priceOf(everyone));
    assertEquals("2", priceOf(everyone.set("device:A", "cohort", "north").set("cohort:north", PRICE, "2")));
    assertEquals("3", priceOf(everyone.set("plan:day", PRICE, "3").set("plan:night", PRICE, "9")));
    assertEquals("4", priceOf(everyone.set("device:A", PRICE, "4").set("device:B", PRICE, "9")));
  }

  @Test
  void clearUncoversTheValueOfALessSpecificScope() {
    var log =
        new LogBuilder()
            .set("everyone", PRICE, "1")
            .set("device:A", PRICE, "4")
            .change("device:A", PRICE, "CLEAR", "", "2013-01-01T00:00:00Z");

    assertEquals(Optional.of("1"), find(fold(Known.NOW, log), "2013-01-01T00:00:00Z"));
  }

  @Test
  void aMoveToAnotherPlanChangesWhatIsInForce() {
    var log =
        new LogBuilder()
            .set("plan:day", PRICE, "1")
            .set("plan:night", PRICE, "2")
            .set("device:A", "plan", "day")
            .change("device:A", "plan", "SET", "night", "2013-01-02T00:00:00Z");

    assertEquals(Optional.of("1"), find(fold(Known.NOW, log), "2013-01-01T23:59:59.999Z"));
    assertEquals(Optional.of("2"), find(fold(Known.NOW, log), "2013-01-02T00:00:00Z"));
  }

  @Test
  void theFoldSkipsChangesThatItCannotUse() {
    var settings =
        fold(
            Known.NOW,
            new LogBuilder()
                .change("everyone", THRESHOLD, "ADD", "1", "2013-01-01T00:00:00Z")
                .change("everyone", THRESHOLD, "SET", "10", "2013-01-02T00:00:00Z")
                .change("everyone", THRESHOLD, "ADD", "-11", "2013-01-03T00:00:00Z")
                .change("everyone", THRESHOLD, "ADD", "5", "2013-01-04T00:00:00Z")
                .change("everyone", THRESHOLD, "CLEAR", "", "2013-01-05T00:00:00Z")
                .change("everyone", THRESHOLD, "CLEAR", "", "2013-01-06T00:00:00Z")
                .change("everyone", THRESHOLD, "SCALE", "2", "2013-01-07T00:00:00Z"));

    assertEquals(Optional.of("15"), find(settings, THRESHOLD, "2013-01-04T00:00:00Z"));
    assertEquals(
        List.of(Reason.NOTHING_TO_CHANGE, Reason.OUT_OF_BOUNDS, Reason.NOTHING_TO_CHANGE),
        rejected.stream().map(RejectedEvent::reason).toList());
    assertEquals(List.of(0L, 2L, 6L), rejected.stream().map(RejectedEvent::offset).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN_SETTING, nowhere, price, set, x",
    "BAD_SCOPE, nowhere, price.micros.per.kwh, set, x",
    "BAD_SCOPE, plan:, price.micros.per.kwh, SET, 1",
    "BAD_SCOPE, everyone, plan, SET, day",
    "BAD_SCOPE, cohort:north, cohort, SET, south",
    "BAD_OPERATION, everyone, price.micros.per.kwh, set, x",
    "BAD_OPERATION, everyone, timezone, ADD, x",
    "BAD_VALUE, everyone, price.micros.per.kwh, SET, 1.0",
    "BAD_VALUE, everyone, price.micros.per.kwh, ADD, 9223372036854775808",
    "BAD_VALUE, everyone, price.micros.per.kwh, SCALE, 1.0000001",
    "BAD_VALUE, everyone, price.micros.per.kwh, CLEAR, 1",
    "BAD_VALUE, everyone, alert.clear.percent, SET, 101",
    "BAD_VALUE, everyone, alert.sustain.minutes, SET, -1",
    "BAD_VALUE, everyone, timezone, SET, Mars/Olympus",
    "BAD_VALUE, device:A, plan, SET, ''",
  })
  void aChangeIsRejectedForItsFirstFault(
      Reason reason, String scope, String name, String op, String value) {
    fold(Known.NOW, new LogBuilder().change(scope, name, op, value, "2013-01-01T00:00:00Z"));

    assertEquals(List.of(reason), rejected.stream().map(RejectedEvent::reason).toList());
  }

  @Test
  void aChangeOfAYearWithoutFourDigitsIsMalformed() {
    Stream.of("+10000-01-01T00:00:00Z", "0000-12-31T23:59:59.999Z")
        .forEach(at -> fold(Known.NOW, new LogBuilder().change("nowhere", "price", "set", "x", at)));

    assertEquals(
        List.of(Reason.MALFORMED, Reason.MALFORMED), rejected.stream().map(RejectedEvent::reason).toList());
  }

  private OracleSettings fold(Known known, LogBuilder log) {
    return OracleSettings.fold(log.build().changes(), known, rejected);
  }

  private String priceOf(LogBuilder log) {
    return find(fold(Known.NOW, log), "2013-01-01T00:00:00Z").orElseThrow();
  }

  private static Optional<String> find(OracleSettings settings, String at) {
    return find(settings, PRICE, at);
  }

  private static Optional<String> find(OracleSettings settings, String name, String at) {
    var time = Instant.parse(at);
    return settings.find(settings.scopesOf("A", time), name, time);
  }
}
