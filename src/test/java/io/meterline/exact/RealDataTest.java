package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.launch.Replay;
import io.meterline.engine.analysis.Analyses;
import io.meterline.exact.BeamRun.Mode;
import io.meterline.exact.LatePrices.DeviceDate;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Row;
import io.meterline.oracle.Log;
import io.meterline.oracle.Oracle;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real year: every view equals the oracle's, and the effect of changes that were logged late is as expected. */
class RealDataTest {
  private static final Duration LATENESS = Duration.ofDays(7);

  /** The survey assigned homes to a cohort from midnight of 1 March in Sydney, and was logged on 15 June. */
  private static final Instant SURVEYED = Instant.parse("2013-02-28T13:00:00Z");

  private static final Instant SURVEY_LOGGED = Instant.parse("2013-06-15T03:00:00Z");

  /** A day's cohort is that of its last reading, so on 15 June, the day of logging, then equals now. */
  private static final DateRange SURVEY_DATES =
      new DateRange(LocalDate.parse("2013-03-01"), LocalDate.parse("2013-06-15"));

  /** The survey lists five homes; 10017848 was already in the cohort. */
  private static final Set<String> MOVED = Set.of("10006684", "10017554", "10018012", "10018248");

  @TempDir private static Path folder;

  private static Log log;
  private static Views now;
  private static Views then;

  @BeforeAll
  static void importAndComputeTheOracle() throws IOException {
    var data = SgscData.find();
    if (!data.isThere()) {
      System.out.println(RealDataTest.class.getSimpleName() + " " + data.missing());
      return;
    }
    var run = CommandRun.of(
        "import", "--readings", data.readings(), "--settings", data.settings(), "--out", folder.resolve("log"));
    assertEquals(0, run.exitCode(), run.err());
    log = data.log();
    now = oracle(Known.NOW);
    then = oracle(Known.THEN);
  }

  /** In BeforeEach and not BeforeAll, so that each test is counted as skipped. */
  @BeforeEach
  void skipWithoutTheData() {
    assumeTrue(SgscData.find().isThere(), SgscData.find().missing());
  }

  private static Views oracle(Known known) {
    return Oracle.compute(log.readings(), log.changes(), new Oracle.Run(known, LATENESS, DateRange.ALL));
  }

  @Test
  void theLogIsTheWholeYear() {
    assertEquals(845_079, log.readings().size());
    assertEquals(1_428, log.changes().size());
  }

  @Test
  void theDirectRunnerGivesTheOraclesViewsOfWhatIsKnownNow() {
    assertEquals("", now.diff(replay(Known.NOW, Duration.ofDays(30), Mode.DIRECT)));
  }

  @Test
  void flinkInBatchGivesTheOraclesViewsOfWhatWasKnownThen() {
    assertEquals("", then.diff(replay(Known.THEN, Duration.ofDays(7), Mode.FLINK_BATCH)));
  }

  @Test
  void flinkInStreamingGivesTheOraclesViewsOfWhatWasKnownThen() {
    assertEquals("", then.diff(replay(Known.THEN, Duration.ofDays(1), Mode.FLINK_STREAMING)));
  }

  private static Views replay(Known known, Duration window, Mode mode) {
    var rules = new Rules(known, LATENESS, Windows.of(window));
    var views = folder.resolve("views-" + mode);
    var counts = new Replay(folder.resolve("log"), views, rules, Analyses.standard(), DateRange.ALL).run(mode.options(2));
    assertEquals(845_079, counts.readings());
    assertEquals(1_428, counts.changes());
    return Views.of(BeamRun.read(views));
  }

  /**
   * The peak price of the 22 working days of August 2013 was corrected on 10 September: then, those days cost 546000 per kWh from
   * 14:00 to 20:00 instead of 498000. When the correction was logged, the prices of the following evenings were already known, so
   * no later day differs.
   */
  @Test
  void theLatePriceIsTheWholeDifferenceInUsage() {
    var actual = new HashMap<DeviceDate, Long>();
    for (var pair : RowDifference.between(now.of("usage"), then.of("usage"))) {
      var row = pair.now().orElseThrow();
      var extra = (Long) value(pair.then().orElseThrow(), "cost_micros") - (Long) value(row, "cost_micros");
      actual.put(new DeviceDate(device(row), date(row)), extra);
      assertEquals(withoutCost(row), withoutCost(pair.then().orElseThrow()));
    }
    var expected = new LatePrices("tou", log.changes()).extraThen(log.readings());
    assertEquals(expected.keySet(), actual.keySet());
    // Each of the two costs is rounded to a micro, so by at most half a micro.
    expected.forEach((row, exact) -> assertEquals(exact / 1e6, actual.get(row), 1, row::toString));
    assertEquals(439, actual.size());
    // On the plan the whole month; until 24 August; from 2 August.
    assertEquals(22, datesOf("10006630", actual));
    assertEquals(17, datesOf("10006674", actual));
    assertEquals(21, datesOf("10018014", actual));
  }

  private static long datesOf(String device, Map<DeviceDate, Long> rows) {
    return rows.keySet().stream().filter(row -> row.device().equals(device)).count();
  }

  @Test
  void theLateSurveyIsTheWholeDifferenceInComparisons() {
    var pairs = RowDifference.between(now.of("comparisons"), then.of("comparisons"));
    var moved = pairs.stream().filter(pair -> !cohort(pair.now().orElseThrow()).equals(cohort(pair.then().orElseThrow())));
    var dates = moved.collect(Collectors.groupingBy(pair -> device(pair.rows().get(0)), Collectors.counting()));
    // 31 days of March, 30 of April, 31 of May, 14 of June; all moved to 'large'.
    assertEquals(MOVED.stream().collect(Collectors.toMap(device -> device, device -> 106L)), dates);
    // Every cohort lost or gained a home, so every home is compared with different ones on those dates.
    assertEquals(rowsOfSurveyDates("comparisons"), pairs.stream().map(pair -> pair.now().orElseThrow()).toList());
    assertEquals(5_284, pairs.size());
  }

  @Test
  void theLateSurveyIsTheWholeDifferenceInCohorts() {
    var pairs = RowDifference.between(now.of("cohorts"), then.of("cohorts"));
    assertEquals(rowsOfSurveyDates("cohorts"), pairs.stream().map(pair -> pair.now().orElseThrow()).toList());
    // 106 dates of large, medium and small.
    assertEquals(318, pairs.size());
    for (var pair : pairs) {
      var more = (Long) value(pair.now().orElseThrow(), "devices") - (Long) value(pair.then().orElseThrow(), "devices");
      assertTrue(more > 0 == cohort(pair.now().orElseThrow()).equals("large"), pair::toString);
    }
  }

  private static List<Row> rowsOfSurveyDates(String view) {
    return now.of(view).stream().filter(row -> SURVEY_DATES.contains(date(row))).toList();
  }

  /**
   * Thresholds depend on the cohort: 6000 W for large, 2500 W for small, otherwise 4000 W. The survey affects an alert if it was
   * open at some time between the effective time of the survey and its logging.
   */
  @Test
  void theLateSurveyIsTheWholeDifferenceInAlerts() {
    var pairs = RowDifference.between(now.of("alerts"), then.of("alerts"));
    for (var row : pairs.stream().flatMap(pair -> pair.rows().stream()).toList()) {
      assertTrue(MOVED.contains(device(row)), row::toString);
      assertTrue(((Instant) value(row, "opened_at")).isBefore(SURVEY_LOGGED), row::toString);
      assertTrue(row.find("closed_at").map(closed -> !((Instant) closed).isBefore(SURVEYED)).orElse(true), row::toString);
    }
    assertEquals(MOVED, pairs.stream().map(pair -> device(pair.rows().get(0))).collect(Collectors.toSet()));
    assertEquals(42, pairs.size());
    assertEquals(8, pairs.stream().filter(RowDifference::isInBoth).count());
    // Then, before the homes were known to be large, their thresholds were lower.
    assertEquals(31, pairs.stream().filter(pair -> pair.now().isEmpty()).count());
  }

  private static Object value(Row row, String column) {
    return row.find(column).orElseThrow();
  }

  private static String device(Row row) {
    return (String) value(row, "device");
  }

  private static String cohort(Row row) {
    return (String) value(row, "cohort");
  }

  private static LocalDate date(Row row) {
    return (LocalDate) value(row, "date");
  }

  private static String withoutCost(Row row) {
    return row.toString().replaceAll(" cost_micros=\\S+", "");
  }
}
