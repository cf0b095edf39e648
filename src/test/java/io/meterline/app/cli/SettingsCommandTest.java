package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.SettingsTopic;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposalMark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCommandTest {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String TIME = "[0-9-]+T[0-9:.]+Z";

  private static LocalBroker broker;
  private static KafkaCluster cluster;
  private static Admin admin;

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = LocalBroker.start(folder);
    cluster = KafkaCluster.at(broker.bootstrap());
    admin = cluster.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void emptyTopics() throws Exception {
    TestTopics.deleteAll(admin);
    Topics.create(admin, Analyses.standard().views(), 1, Optional.empty());
  }

  @Test
  void aChangeIsPublishedAndItsPositionIsReported() {
    var first = change("set", "everyone", PRICE, "--value", "300000", "--effective-at", "2024-03-01T00:00:00Z");
    assertEquals(0, first.exitCode(), first.err());
    assertTrue(
        first.out().matches(
            "in money: 0\\.3000 a kWh\n"
                + "SET 300000 price\\.micros\\.per\\.kwh for everyone, effective 2024-03-01T00:00:00Z:"
                + " partition 0, offset 0 of meterline\\.settings, logged " + TIME + "\n"
                + "  effective before it was logged: a live run \\(known=then\\) applies it from " + TIME
                + " on, a replay with known=now from 2024-03-01T00:00:00Z\n"),
        first.out());
    assertTrue(change("clear", "plan:a", PRICE).out().contains("partition 0, offset 1 of "));
  }

  @Test
  void theHistoryOfAScopeShowsTheResultOfEachChangeInTheOrderInWhichTheyHold() {
    change("scale", "plan:a", PRICE, "--value", "1.5", "--effective-at", "2024-03-03T00:00:00Z");
    change("set", "plan:a", PRICE, "--value", "-7", "--effective-at", "2024-03-01T00:00:00Z", "--author", "ann");
    change("set", "plan:b", PRICE, "--value", "1", "--effective-at", "2024-03-01T00:00:00Z");
    change("add", "plan:a", PRICE, "--value", "-2", "--effective-at", "2024-03-02T00:00:00Z");
    change("clear", "plan:a", PRICE, "--effective-at", "2999-01-01T00:00:00Z");
    change("add", "plan:a", PRICE, "--value", "1", "--effective-at", "2999-01-02T00:00:00Z");
    assertEquals(
        List.of(
            "effective_at logged_at name op value author reason result",
            "2024-03-01T00:00:00Z LOGGED price.micros.per.kwh SET -7 ann as agreed -7 (-0.000007 a kWh)",
            "2024-03-02T00:00:00Z LOGGED price.micros.per.kwh ADD -2 - as agreed -9 (-0.000009 a kWh)",
            "2024-03-03T00:00:00Z LOGGED price.micros.per.kwh SCALE 1.5 - as agreed -14 (-0.000014 a kWh)",
            "2999-01-01T00:00:00Z LOGGED price.micros.per.kwh CLEAR - - as agreed none",
            "2999-01-02T00:00:00Z LOGGED price.micros.per.kwh ADD 1 - as agreed rejected: NOTHING_TO_CHANGE: ADD of"
                + " price.micros.per.kwh, which has no value for plan:a at that time"),
        history("--scope", "plan:a"));
  }

  @Test
  void knownThenAppliesChangesNotBeforeTheyWereLogged() {
    change("scale", "plan:a", PRICE, "--value", "1.5", "--effective-at", "2024-03-03T00:00:00Z");
    change("set", "plan:a", PRICE, "--value", "10", "--effective-at", "2024-03-01T00:00:00Z");
    var lines = history("--scope", "plan:a", "--known", "then");
    assertTrue(lines.get(1).contains(" SCALE 1.5 - as agreed rejected: NOTHING_TO_CHANGE"), lines::toString);
    assertTrue(lines.get(2).endsWith(" SET 10 - as agreed 10 (0.00001 a kWh)"), lines::toString);
  }

  @Test
  void aCorrectionOfThePastReportsWhatItOverridesAndWhatItDoesNot() {
    change("set", "everyone", PRICE, "--value", "100000", "--effective-at", "2024-01-01T00:00:00Z");
    change("set", "everyone", PRICE, "--value", "300000", "--effective-at", "2024-03-01T00:00:00Z");
    change("add", "everyone", PRICE, "--value", "1", "--effective-at", "2024-02-10T00:00:00Z");
    var late = change("set", "everyone", PRICE, "--value", "250000", "--effective-at", "2024-02-01T00:00:00Z").out().lines().toList();
    assertEquals(
        List.of(
            "  overrides SET 100000 (0.1000 a kWh), effective 2024-01-01T00:00:00Z",
            "  is changed by ADD 1 (0.000001 a kWh), effective 2024-02-10T00:00:00Z",
            "  warning: does not override SET 300000 (0.3000 a kWh), effective 2024-03-01T00:00:00Z: a live run (known=then) ignores it,"
                + " a replay with known=now applies it until then"),
        late.subList(2, late.size()));
    var lines = history("--scope", "everyone", "--known", "then");
    assertTrue(
        lines.get(4).endsWith(" SET 250000 - as agreed no effect: SET 300000 (0.3000 a kWh), effective 2024-03-01T00:00:00Z, is later"),
        lines::toString);
    assertTrue(history("--scope", "everyone").get(2).endsWith(" SET 250000 - as agreed 250000 (0.2500 a kWh)"), lines::toString);
  }

  @Test
  void anAnnouncementReportsWhatOverridesItLater() {
    change("set", "everyone", PRICE, "--value", "9", "--effective-at", "2999-03-01T00:00:00Z");
    var lines = change("set", "everyone", PRICE, "--value", "8", "--effective-at", "2999-02-01T00:00:00Z").out().lines().toList();
    assertEquals(
        List.of("  warning: is overridden by SET 9 (0.000009 a kWh), effective 2999-03-01T00:00:00Z"), lines.subList(2, lines.size()));
  }

  @Test
  void aTariffIsSetAsPeopleWriteItAndSaidInWords() {
    var price = "0.31/kWh; 00:30-05:30 0.075; Mo-Fr 16:00-19:00 0.42";
    var run = money("everyone", "--price", price, "--effective-at", "2999-03-01T00:00:00Z");
    assertEquals(0, run.exitCode(), run.err());
    var lines = run.out().lines().toList();
    assertEquals("in money: 0.3100 a kWh; 00:30 to 05:30 0.0750; Monday to Friday 16:00 to 19:00 0.4200", lines.get(0));
    assertTrue(
        lines.get(1).startsWith(
            "SET 310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000 price.micros.per.kwh for everyone, effective 2999"),
        run.out());
    var history = history("--scope", "everyone");
    assertTrue(
        history.get(1).endsWith(
            " 310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000"
                + " (0.3100 a kWh; 00:30 to 05:30 0.0750; Monday to Friday 16:00 to 19:00 0.4200)"),
        history::toString);
  }

  @Test
  void theExportPriceAndTheStandingChargeAreSetAsMoneyToo() {
    assertTrue(money("plan:a", "--export-price", "0.08/kWh").out().contains("SET 80000 price.export.micros.per.kwh for plan:a, "));
    var standing = money("plan:a", "--standing", "0.50/day").out();
    assertTrue(standing.startsWith("in money: 0.5000 a day\nSET 500000 standing.micros.per.day for plan:a, "), standing);
  }

  @Test
  void aDryRunSaysTheSameAndSendsNothing() {
    change("set", "everyone", PRICE, "--value", "100000", "--effective-at", "2024-01-01T00:00:00Z");
    var run = money("everyone", "--price", "0.31", "--effective-at", "2999-03-01T00:00:00Z", "--dry-run");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        """
        in money: 0.3100 a kWh
        SET 310000 price.micros.per.kwh for everyone, effective 2999-03-01T00:00:00Z: not sent, as this is a dry run
          overrides SET 100000 (0.1000 a kWh), effective 2024-01-01T00:00:00Z
        """,
        run.out());
    assertEquals(1, sent());
  }

  @Test
  void moreSpecificScopesThatHideAPriceAreNamed() {
    for (var device = 1; device <= 6; device++) {
      change("set", "device:m" + device, PRICE, "--value", "1", "--effective-at", "2024-01-01T00:00:00Z");
    }
    change("set", "plan:night", PRICE, "--value", "1", "--effective-at", "2024-01-01T00:00:00Z");
    change("set", "plan:day", "alert.threshold.watts", "--value", "1", "--effective-at", "2024-01-01T00:00:00Z");
    var lines = money("everyone", "--price", "0.31", "--effective-at", "2999-03-01T00:00:00Z").out().lines().toList();
    assertEquals(
        List.of(
            "  warning: hidden where a more specific scope has a value of its own, in 7 scopes: plan:night, device:m1, device:m2,"
                + " device:m3, device:m4 and 2 more"),
        lines.subList(2, lines.size()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--price|0.1234567|--price: '0.1234567' has more than 6 decimal places; nothing was sent",
        "--price|0,31|--price: '0,31' is not an amount such as 0.31 or 0.31/kWh; nothing was sent",
        "--standing|0.50/kWh|--standing: '0.50/kWh' is not per day, as in 0.31/day; nothing was sent",
        "--price|1000001|BAD_VALUE: price.micros.per.kwh would be 1000001000000, must be -1000000000000 to 1000000000000; nothing was sent"
      })
  void whatIsNotMoneyIsRefusedInOneLineAndNotSent(String option, String text, String says) {
    var run = money("everyone", option, text);
    assertEquals(2, run.exitCode(), run.out());
    assertEquals("meterline: " + says + "\n", run.err());
    assertEquals(0, sent());
  }

  @Test
  void aChangeIsOfOneSetting() {
    assertEquals(2, money("everyone", "--price", "0.31", "--standing", "0.50").exitCode());
    assertEquals(2, change("set", "everyone", PRICE, "--value", "1", "--price", "0.31").exitCode());
    assertEquals(2, money("everyone").exitCode());
    assertEquals(0, sent());
  }

  @Test
  void theHistoryMayBeOfOneSetting() {
    change("set", "device:m 1", PRICE, "--value", "1");
    change("set", "device:m 1", "plan", "--value", "flat");
    var lines = history("--scope", "device:m 1", "--name", "plan");
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(1).endsWith(" plan SET flat - as agreed flat"), lines::toString);
  }

  @Test
  void aChangeWithoutATimeHoldsFromNow() {
    change("set", "everyone", PRICE, "--value", "1");
    var times = CommandRun.of("settings", "history", "--bootstrap", broker.bootstrap(), "--scope", "everyone");
    var cells = times.out().lines().toList().get(1).split(" +");
    var effective = Instant.parse(cells[0]);
    var logged = Instant.parse(cells[1]);
    assertTrue(!effective.isAfter(logged) && effective.isAfter(logged.minusSeconds(60)), times.out());
  }

  @Test
  void malformedChangesDoNotBreakTheHistory() throws Exception {
    change("set", "everyone", PRICE, "--value", "1", "--effective-at", "2024-03-01T00:00:00Z");
    TestTopics.write(cluster, Topics.SETTINGS, new byte[] {(byte) 0xC3, 1, 2, 3});
    TestTopics.write(cluster, Topics.SETTINGS, null);
    TestTopics.write(cluster, Topics.SETTINGS, "{\"scope\":\"everyone\"".getBytes(StandardCharsets.UTF_8));
    TestTopics.write(
        cluster,
        Topics.SETTINGS,
        "{\"scope\":\"everyone\",\"name\":\"tariff\",\"op\":\"SET\",\"value\":\"a\\nb\",\"effective_at\":\"2024-03-02T00:00:00Z\"}"
            .getBytes(StandardCharsets.UTF_8));
    var run = CommandRun.of("settings", "history", "--bootstrap", broker.bootstrap(), "--scope", "everyone");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("malformed events of the topic, for any scope: 3\n", run.err());
    assertEquals(
        List.of(
            "2024-03-01T00:00:00Z LOGGED price.micros.per.kwh SET 1 - as agreed 1 (0.000001 a kWh)",
            "2024-03-02T00:00:00Z LOGGED tariff SET a b - - rejected: UNKNOWN_SETTING: there is no setting 'tariff'"),
        squeezed(run.out()).subList(1, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set|everyone|alert.clear.percent|101|BAD_VALUE: alert.clear.percent would be 101, must be 0 to 100",
        "set|everyone|price.micros.per.kwh|0.30|BAD_VALUE: '0.30' is not a whole number; price.micros.per.kwh is in millionths of the currency unit: 0.30 is 300000",
        "set|everyone|timezone|Mars/Base|BAD_VALUE: 'Mars/Base' is not a time zone",
        "set|everyone|tariff|1|UNKNOWN_SETTING: there is no setting 'tariff'",
        "set|everyone|price.micros.per.kwh|1000000000001|BAD_VALUE: price.micros.per.kwh would be 1000000000001, must be"
            + " -1000000000000 to 1000000000000",
        "set|nobody|price.micros.per.kwh|1|BAD_SCOPE: 'nobody' is not everyone, plan:NAME, cohort:NAME or device:ID",
        "set|everyone|plan|flat|BAD_SCOPE: plan may not be set for everyone",
        "add|device:m1|plan|1|BAD_OPERATION: plan is not a number, so ADD does not apply",
        "scale|everyone|price.micros.per.kwh|1.1234567|BAD_VALUE: '1.1234567' is not a decimal with up to 6 places"
      })
  void aChangeThatViolatesTheCatalogueIsRefusedAndNotSent(
      String op, String scope, String name, String value, String says) {
    var run = change(op, scope, name, "--value", value);
    assertEquals(2, run.exitCode(), run.out());
    assertEquals("meterline: " + says + "; nothing was sent\n", run.err());
    assertEquals(0, sent());
  }

  @Test
  void aTimeWithFractionsOfAMillisecondIsRefused() {
    var run = change("set", "everyone", PRICE, "--value", "1", "--effective-at", "2024-03-01T00:00:00.0001Z");
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(
        "meterline: --effective-at 2024-03-01T00:00:00.000100Z is not a whole number of milliseconds\n", run.err());
    assertEquals(0, sent());
  }

  @Test
  void aChangeMustHaveAReasonAndItsOperationAValue() {
    var noReason =
        CommandRun.of(
            "settings", "set", "--bootstrap", broker.bootstrap(), "--scope", "everyone", "--name", PRICE,
            "--value", "1");
    assertEquals(2, noReason.exitCode());
    assertTrue(noReason.err().contains("'--reason=TEXT'"), noReason.err());
    assertEquals(2, change("set", "everyone", PRICE).exitCode());
    assertEquals(2, change("clear", "everyone", PRICE, "--value", "1").exitCode());
    assertEquals(0, sent());
  }

  @Test
  void aChangeIsNotSentToAMisconfiguredTopic() throws Exception {
    TestTopics.set(admin, Topics.SETTINGS, "cleanup.policy", "compact");
    var run = change("set", "everyone", PRICE, "--value", "1");
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(
        "meterline: meterline.settings: cleanup.policy is compact, must be delete"
            + " (run: meterline topics --bootstrap HOST:PORT)\n",
        run.err());
    assertEquals(0, sent());
  }

  @Test
  void ofAProposalOnlyTheChangesThatTheTopicDoesNotHaveAreSent() {
    var change =
        new LoggedChange(
            "everyone", PRICE, "SET", "1", Instant.EPOCH, Optional.empty(), Optional.of("as agreed"), new Position(Instant.EPOCH, 0, 0));
    var second = change.at(new Position(Instant.EPOCH, 0, 1));
    var proposal = new Proposal("abcd1234", List.of(change, second));
    // As after a process that was killed between the two.
    var first = SettingsTopic.publish(cluster, ProposalMark.marked(proposal).get(0));
    change("set", "everyone", PRICE, "--value", "2");
    var positions = SettingsTopic.publishMissing(cluster, proposal);
    assertEquals(first, positions.get(0));
    assertEquals(2, positions.get(1).offset());
    assertEquals(positions, SettingsTopic.publishMissing(cluster, proposal));
    var reasons = new ArrayList<String>();
    SettingsTopic.read(cluster, event -> event.take(one -> reasons.add(one.reason().orElseThrow()), malformed -> {}));
    assertEquals(List.of("as agreed [plan abcd1234 1/2]", "as agreed", "as agreed [plan abcd1234 2/2]"), reasons);
  }

  @Test
  void missingTopicsFail() throws Exception {
    TestTopics.deleteAll(admin);
    var says = "meterline: meterline.settings: there is no such topic (run: meterline topics --bootstrap HOST:PORT)\n";
    var sent = change("set", "everyone", PRICE, "--value", "1");
    assertEquals(2, sent.exitCode());
    assertEquals(says, sent.err());
    var read = CommandRun.of("settings", "history", "--bootstrap", broker.bootstrap(), "--scope", "everyone");
    assertEquals(2, read.exitCode());
    assertEquals(says, read.err());
    assertEquals("", read.out());
  }

  @Test
  void theCatalogueIsListed() {
    var lines = squeezed(CommandRun.of("settings", "list").out());
    assertEquals("name short value default scopes unit", lines.get(0));
    assertTrue(lines.contains("timezone - time zone UTC device, plan, cohort, everyone IANA time zone"), lines::toString);
    assertTrue(lines.contains("plan - name - device plan the device is on"), lines::toString);
    assertTrue(
        lines.contains(
            "alert.clear.percent clear-percent whole number, 0 to 100 0 device, plan, cohort, everyone percent below the threshold"),
        lines::toString);
    assertTrue(
        lines.contains(
            "price.micros.per.kwh price tariff, rates -1000000000000 to 1000000000000 - device, plan, cohort, everyone millionths of the"
                + " currency unit per kilowatt-hour"),
        lines::toString);
    assertTrue(
        lines.contains("compare.least.percent least-percent whole number, 0 to 100 0 cohort, everyone percent of a local day that readings must cover"),
        lines::toString);
    assertEquals(11, lines.size());
  }

  private static CommandRun change(String op, String scope, String name, Object... more) {
    var args =
        new ArrayList<Object>(
            List.of(
                "settings", op, "--bootstrap", broker.bootstrap(), "--scope", scope, "--name", name,
                "--reason", "as agreed"));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray());
  }

  private static CommandRun money(String scope, String... options) {
    var args =
        new ArrayList<Object>(
            List.of("settings", "set", "--bootstrap", broker.bootstrap(), "--scope", scope, "--reason", "as agreed"));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray());
  }

  private static List<String> history(String... options) {
    var args = new ArrayList<Object>(List.of("settings", "history", "--bootstrap", broker.bootstrap()));
    args.addAll(List.of(options));
    var run = CommandRun.of(args.toArray());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    return squeezed(run.out());
  }

  /** Lines with one space between the cells, and without the times that the broker sets. */
  private static List<String> squeezed(String table) {
    return table
        .lines()
        .map(line -> line.replaceAll(" +", " ").replaceFirst("^(" + TIME + ") " + TIME, "$1 LOGGED"))
        .toList();
  }

  /** How many events the topic has. */
  private static long sent() {
    return Topics.create(admin, Analyses.standard().views(), 1, Optional.empty()).get(1).written();
  }
}
