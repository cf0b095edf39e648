package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProposalChecksTest {
  private static final String FEBRUARY = "2026-02-01T00:00:00Z";
  private static final String MARCH = "2026-03-01T00:00:00Z";
  private static final List<LoggedChange> LOG =
      List.of(
          change(0, "device:m1", "plan", "SET", "flat", FEBRUARY),
          change(1, "plan:flat", "price.micros.per.kwh", "SET", "300000", FEBRUARY),
          change(2, "device:m2", "cohort", "SET", "street", FEBRUARY));

  private static LoggedChange change(long offset, String scope, String name, String op, String value, String from) {
    return new LoggedChange(
        scope, name, op, value, Instant.parse(from), Optional.empty(), Optional.empty(), new Position(Instant.parse(FEBRUARY), 0, offset));
  }

  private static ProposalFindings check(LoggedChange... changes) {
    var placed = new ArrayList<LoggedChange>();
    for (var change : changes) {
      placed.add(change.at(new Position(Instant.parse(MARCH), 0, placed.size())));
    }
    return new ProposalChecks(LOG, Set.of("m1", "meter-7"), Optional.of(Instant.parse(FEBRUARY))).check(new Proposal("abc", placed));
  }

  private static ProposalFindings set(String scope, String name, String value, String from) {
    return check(change(0, scope, name, "SET", value, from));
  }

  @Test
  void aUsualChangeIsNotRemarkedOn() {
    assertEquals(new ProposalFindings(List.of(), List.of(), false), set("plan:flat", "price.micros.per.kwh", "250000", MARCH));
    assertEquals(new ProposalFindings(List.of(), List.of(), false), set("device:meter-7", "alert.threshold.watts", "2000", MARCH));
    assertEquals(new ProposalFindings(List.of(), List.of(), false), set("cohort:street", "compare.least.percent", "80", MARCH));
  }

  @Test
  void aScopeThatNobodyIsInIsAnErrorThatNamesTheNearest() {
    assertEquals(
        List.of("'plan:flta price.micros.per.kwh 1 from 2026-03-01T00:00:00Z': nobody is on plan:flta; did you mean plan:flat?"),
        set("plan:flta", "price.micros.per.kwh", "1", MARCH).errors());
    assertEquals(
        List.of("'cohort:town compare.least.percent 1 from 2026-03-01T00:00:00Z': nobody is in cohort:town; there are street"),
        set("cohort:town", "compare.least.percent", "1", MARCH).errors());
    assertEquals(
        List.of("'device:meter-8 plan flat from 2026-03-01T00:00:00Z': device meter-8 has no readings and no settings; did you mean device:meter-7?"),
        set("device:meter-8", "plan", "flat", MARCH).errors());
  }

  @Test
  void aPlanThatTheProposalPutsADeviceOnIsKnown() {
    var findings =
        check(change(0, "plan:new", "price.micros.per.kwh", "SET", "1", MARCH), change(0, "device:m1", "plan", "SET", "new", MARCH));
    assertEquals(List.of(), findings.errors());
  }

  @Test
  void whatTheCatalogueOrTheFoldRejectsIsAnError() {
    assertEquals(
        List.of("'everyone alert.clear.percent 101 from 2026-03-01T00:00:00Z': alert.clear.percent would be 101, must be 0 to 100"),
        set("everyone", "alert.clear.percent", "101", MARCH).errors());
    assertEquals(
        List.of(
            "'everyone alert.threshold.watts 5 from 2026-03-01T00:00:00Z': ADD of alert.threshold.watts, which has no value for everyone at that time"),
        check(change(0, "everyone", "alert.threshold.watts", "ADD", "5", MARCH)).errors());
    var bad = check(change(0, "everyone", "alert.threshold.watts", "ADD", "5", MARCH), change(0, "everyone", "nmae", "SET", "5", MARCH));
    assertEquals(
        "'everyone alert.threshold.watts 5 from 2026-03-01T00:00:00Z': ADD of alert.threshold.watts, which has no value for everyone at that time; and 1 more",
        assertThrows(MeterlineException.class, bad::requireUsable).getMessage());
  }

  @Test
  void aChangeThatTheProposalMakesPossibleIsNoError() {
    var findings =
        check(
            change(0, "everyone", "alert.threshold.watts", "SET", "5", MARCH), change(0, "everyone", "alert.threshold.watts", "ADD", "5", MARCH));
    assertEquals(new ProposalFindings(List.of(), List.of(), false), findings);
  }

  @Test
  void aValueThatIsInForceAlreadyIsNoted() {
    var findings = set("plan:flat", "price.micros.per.kwh", "300000", MARCH);
    assertEquals(List.of(), findings.errors());
    assertEquals(
        List.of(
            "'plan:flat price.micros.per.kwh 300000 from 2026-03-01T00:00:00Z' changes nothing: it has that value already, for as long as the change would hold"),
        findings.notes());
    assertEquals(true, findings.changesNothing());
  }

  @Test
  void aTimeBeforeTheFirstReadingIsNoted() {
    assertEquals(
        List.of(
            "'plan:flat price.micros.per.kwh 1 from 2012-01-01T00:00:00Z': from 2012-01-01T00:00:00Z is before the first reading, 2026-02-01T00:00:00Z: it changes every day"),
        set("plan:flat", "price.micros.per.kwh", "1", "2012-01-01T00:00:00Z").notes());
  }
}
