package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.plan.Proposing;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposedText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ProposalOptionsTest {
  private static final Instant LAST = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.123456Z");

  @TempDir private Path temp;

  @Command
  private static final class Plan {
    @Mixin private ProposalOptions proposal;
  }

  private static Proposal proposal(String... options) {
    var plan = new Plan();
    new CommandLine(plan).parseArgs(options);
    return Proposal.after(LAST, Proposing.newId(), plan.proposal.changes(ZoneId.of("Europe/Berlin"), NOW));
  }

  private static List<String> texts(Proposal proposal) {
    return proposal.changes().stream().map(change -> change.op() + " " + ProposedText.text(change)).toList();
  }

  private static String fault(String... options) {
    return assertThrows(MeterlineException.class, () -> proposal(options)).getMessage();
  }

  @Test
  void changesAreInTheOrderGivenAndFollowTheLog() throws IOException {
    var csv = Files.writeString(temp.resolve("c.csv"), "scope,name,op,value,effective_at,reason\ndevice:m1,plan,SET,night,2026-01-01T00:00:00Z,moved\n");
    var proposal =
        proposal(
            "--clear", "device:m1 price from 2026-03-01", "--set", "plan:flat price 0.25/kWh", "--changes", csv.toString(), "--scale=plan:flat price 1.05",
            "--set", "everyone threshold 2000 from 2026-03-01 10:00Z", "--reason", "prices", "--author", "Ann");
    assertEquals(
        List.of(
            "CLEAR device:m1 price.micros.per.kwh from 2026-02-28T23:00:00Z",
            "SET plan:flat price.micros.per.kwh 250000 from 2026-05-01T10:00:00.123Z",
            "SET device:m1 plan night from 2026-01-01T00:00:00Z",
            "SCALE plan:flat price.micros.per.kwh 1.05 from 2026-05-01T10:00:00.123Z",
            "SET everyone alert.threshold.watts 2000 from 2026-03-01T10:00:00Z"),
        texts(proposal));
    for (var index = 0; index < 5; index++) {
      assertEquals(new Position(LAST.plusMillis(1), 0, index), proposal.changes().get(index).position());
    }
    assertEquals(
        List.of("prices", "prices", "moved", "prices", "prices"), proposal.changes().stream().flatMap(one -> one.reason().stream()).toList());
    assertTrue(proposal.changes().stream().allMatch(one -> one.author().equals(Optional.of("Ann"))));
    assertTrue(proposal.id().matches("[a-z0-9]{8}"), proposal::id);
  }

  @Test
  void theZoneOfDatesMayBeGiven() {
    assertEquals(
        List.of("SET everyone alert.threshold.watts 1 from 2026-03-01T00:00:00Z"),
        texts(proposal("--zone", "UTC", "--set", "everyone threshold 1 from 2026-03-01")));
  }

  @Test
  void withoutChangesThereIsNothingProposed() {
    assertTrue(proposal("--reason", "none").isEmpty());
  }

  @Test
  void aBadTextIsNamedWithItsOption() {
    assertEquals(
        "--set 'plan:flat pirce 1': there is no setting 'pirce'; did you mean price?", fault("--set", "plan:flat pirce 1"));
    assertEquals(
        "--clear 'plan:flat price from March': 'March' is neither a time such as 2024-01-03T10:00:00Z or 2024-01-03T10:00+01:00, nor a date such as 2024-01-03",
        fault("--clear", "plan:flat price from March"));
    assertEquals(
        "--add 'plan:flat price 1 from 2026-01-01T00:00:00.0001Z': '2026-01-01T00:00:00.0001Z' is not a whole number of milliseconds",
        fault("--add", "plan:flat price 1 from 2026-01-01T00:00:00.0001Z"));
    assertEquals(
        "Missing required parameter for option '--set' ('SCOPE NAME VALUE [from TIME]')",
        assertThrows(ParameterException.class, () -> proposal("--set")).getMessage());
  }

  @Test
  void oneBadCellRefusesTheProposal() throws IOException {
    var csv = Files.writeString(temp.resolve("c.csv"), "scope,name,op,value,effective_at\neveryone,threshold,SET,1,2026-01-01T00:00:00Z\neveryone,plan,SET,a,soon\n");
    var says = fault("--changes", csv.toString());
    assertTrue(says.startsWith(csv + ":3: effective_at is 'soon', "), says);
    assertTrue(says.endsWith("; nothing is planned"), says);
    assertEquals(csv + ": has no changes", fault("--changes", Files.writeString(csv, "scope,name,op,value,effective_at\n").toString()));
  }

  @Test
  void aHomesSettingsAreExplainedBeforeAndAfter() {
    var log =
        List.of(
            change("device:m1", "plan", "flat", 0), change("plan:flat", "price.micros.per.kwh", "300000", 1));
    var out = new StringWriter();
    new ProposalExplanation(new PrintWriter(out)).print("m1", log, proposal("--set", "plan:flat price 0.25 from 2026-03-01"));
    assertEquals(
        """
        device m1 at 2026-02-28T23:00:00Z, the first effective time of the proposal

        before:
        price.micros.per.kwh = 300000 (0.3000 a kWh), from plan:flat
          SET 300000 (0.3000 a kWh) for plan:flat, effective 2026-01-01T00:00:00Z, logged 2026-01-01T00:00:00Z
        after:
        price.micros.per.kwh = 250000 (0.2500 a kWh), from plan:flat
          SET 250000 (0.2500 a kWh) for plan:flat, effective 2026-02-28T23:00:00Z, logged 2026-04-01T00:00:00.001Z
          known=then: 300000 (0.3000 a kWh), from plan:flat

        the same before and after: timezone, plan, cohort, price.export.micros.per.kwh, standing.micros.per.day, \
        alert.threshold.watts, alert.sustain.minutes, alert.clear.percent, compare.least.percent
        """,
        out.toString());
  }

  private static LoggedChange change(String scope, String name, String value, long offset) {
    var at = Instant.parse("2026-01-01T00:00:00Z");
    return new LoggedChange(scope, name, "SET", value, at, Optional.empty(), Optional.empty(), new Position(at, 0, offset));
  }
}
