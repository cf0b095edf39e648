package io.meterline.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.meterline.app.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What the page answers, held against itself, the log, and the commands that do the same. What changes the views comes last. */
@TestMethodOrder(OrderAnnotation.class)
class AnswersTest {
  private static final String FROM = "2024-03-01";
  private static final String TO = "2024-05-01";

  @TempDir private static Path folder;
  private static DemoPage page;

  @BeforeAll
  static void start() {
    page = new DemoPage(folder);
  }

  @AfterAll
  static void stop() {
    page.close();
  }

  private static List<String> homes() {
    var rows = page.rows("fleet/homes", Map.of("from", FROM, "to", TO, "like", "", "order", "name"));
    return rows.stream().map(row -> row.get("device").asText()).toList();
  }

  private static List<JsonNode> days(String device) {
    return page.rows("home/days", Map.of("device", device, "from", FROM, "to", TO));
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  @Test
  @Order(1)
  void theReadingsThatWhySaysAreUsedAddUpToTheUsageOfTheDay() {
    var checked = 0;
    for (var home : homes().subList(0, 4)) {
      for (var day : days(home)) {
        var why = page.get("/api/why", Map.of("device", home, "at", day.get("date").asText()));
        var used = list(why.get("readings")).stream().filter(reading -> reading.get("used").asBoolean()).toList();
        assertEquals(day.get("readings").asLong(), used.size(), home + day);
        assertEquals(day.get("milliwatt_hours").asLong(), used.stream().mapToLong(reading -> reading.get("milliwatt_hours").asLong()).sum(), home + day);
        checked++;
      }
    }
    assertTrue(checked > 100, "days checked: " + checked);
  }

  @Test
  @Order(2)
  void importLessExportIsTheEnergyOfTheHour() {
    var exports = 0L;
    for (var home : homes().subList(0, 3)) {
      for (var day : days(home)) {
        for (var hour : page.get("/api/day", Map.of("device", home, "date", day.get("date").asText())).get("hours")) {
          assertEquals(hour.get("milliwatt_hours").asLong(), hour.get("import").asLong() - hour.get("export").asLong(), home + hour);
          exports += hour.get("export").asLong();
        }
      }
    }
    assertTrue(exports > 0, "some home sends energy back");
  }

  @Test
  @Order(3)
  void aDayOfChangedClocksHasItsHoursWithTheirLocalTimes() {
    var london = homes().stream().filter(home -> days(home).get(0).get("zone").asText().equals("Europe/London")).findFirst().orElseThrow();
    var hours = list(page.get("/api/day", Map.of("device", london, "date", "2024-03-31")).get("hours"));
    assertEquals(23, hours.size());
    assertEquals(List.of("00:00 Z", "02:00 +01:00"), hours.subList(0, 2).stream().map(hour -> hour.get("label").asText() + " " + hour.get("offset").asText()).toList());
    var day = days(london).stream().filter(one -> one.get("date").asText().equals("2024-03-31")).findFirst().orElseThrow();
    assertEquals(23 * 3600, day.get("day_seconds").asLong());
  }

  @Test
  @Order(4)
  void aStepOfAPriceIsWhatWhySaysIsInForceThen() {
    var steps = 0;
    for (var home : homes().subList(0, 10)) {
      for (var step : page.get("/api/day", Map.of("device", home, "date", "2024-03-20")).get("threshold")) {
        var why = page.get("/api/why", Map.of("device", home, "at", step.get("from").asText())).get("now").get("settings");
        var threshold = list(why).stream().filter(one -> one.get("name").asText().equals("alert.threshold.watts")).findFirst().orElseThrow();
        assertEquals(threshold.get("value").asText(), step.get("value").asText(), home + step);
        assertEquals(threshold.get("scope"), step.get("scope"), home + step);
        steps++;
      }
    }
    assertTrue(steps >= 10);
  }

  @Test
  @Order(5)
  void aDayDiffersExactlyIfThenDoes() {
    var differ = 0;
    for (var home : homes().subList(0, 5)) {
      for (var day : days(home)) {
        var usage = page.get("/api/day", Map.of("device", home, "date", day.get("date").asText()));
        var now = money(usage.get("usage"), day.get("zone").asText());
        var then = money(usage.get("usageThen"), day.get("zone").asText());
        assertEquals(!now.equals(then), day.get("differs").asBoolean(), home + day);
        differ += now.equals(then) ? 0 : 1;
      }
    }
    assertTrue(differ > 5, "days that late data changed: " + differ);
  }

  private static String money(JsonNode rows, String zone) {
    return list(rows).stream()
        .filter(row -> row.get("zone").asText().equals(zone))
        .map(row -> row.get("milliwatt_hours") + " " + row.get("cost_micros") + " " + row.get("standing_micros"))
        .findFirst()
        .orElse("none");
  }

  @Test
  @Order(6)
  void theFleetIsTheSumOfItsHomes() {
    var sums = new HashMap<String, Long>();
    homes().forEach(home -> days(home).forEach(day -> sums.merge(day.get("date").asText(), day.get("milliwatt_hours").asLong(), Long::sum)));
    var fleet = page.rows("fleet/days", Map.of("from", FROM, "to", TO));
    fleet.forEach(day -> assertEquals(sums.get(day.get("date").asText()), day.get("milliwatt_hours").asLong(), day.toString()));
    assertEquals(sums.size(), fleet.size());
  }

  @Test
  @Order(7)
  void thePeriodBeforeAMonthIsTheMonthBefore() {
    var totals = page.rows("home/totals", Map.of("device", homes().get(0), "from", "2024-04-01", "to", "2024-05-01"));
    var march = days(homes().get(0)).stream().filter(day -> day.get("date").asText().startsWith("2024-03")).mapToLong(day -> day.get("total_micros").asLong()).sum();
    assertEquals("2024-03-01", totals.get(1).get("from").asText());
    assertEquals(march, totals.get(1).get("total_micros").asLong());
    assertEquals("2023-04-01", totals.get(2).get("from").asText());
    assertTrue(totals.get(2).get("total_micros").isNull(), "there is no year before, which is not a year for nothing");
  }

  @Test
  @Order(7)
  void noCohortHasTheDayThatGoesOn() {
    var last = LocalDate.parse(page.get("/api/about", Map.of()).get("last").asText());
    var homes = homes().stream().flatMap(home -> days(home).stream()).filter(day -> day.get("date").asText().equals(last.toString()));
    assertTrue(homes.allMatch(day -> day.get("covered_seconds").asLong() < 12 * 3600), "the log ends within the day");
    var ends = new HashMap<String, String>();
    page.rows("fleet/cohorts", Map.of("from", FROM, "to", TO)).forEach(row -> ends.put(row.get("cohort").asText(), row.get("date").asText()));
    var dayBefore = last.minusDays(1).toString();
    assertEquals(Map.of("flats", dayBefore, "houses", dayBefore, "terraces", dayBefore), ends);
  }

  @Test
  @Order(8)
  void aDownloadHasTheRowsOfTheChart() {
    var asked = Map.of("device", homes().get(0), "from", FROM, "to", TO);
    var csv = new HashMap<>(asked);
    csv.put("as", "csv");
    var answer = page.answer("/api/charts/home/days", csv);
    assertEquals(page.rows("home/days", asked).size() + 1, answer.body().lines().count());
    assertTrue(answer.headers().firstValue("Content-Disposition").orElse("").contains("home-days.csv"));
    csv.put("as", "parquet");
    assertTrue(page.answer("/api/charts/home/days", csv).body().startsWith("PAR1"));
  }

  @Test
  @Order(9)
  void theHistoryOfAScopeSaysWhatBecameOfEachChange() {
    var history = list(page.get("/api/settings/history", Map.of("scope", "everyone")));
    var effects = history.stream().map(change -> change.get("effect").asText()).toList();
    assertTrue(effects.contains("used") && effects.contains("rejected"), effects.toString());
    assertEquals(
        "75 minutes", history.stream().filter(change -> change.get("op").asText().equals("ADD")).findFirst().orElseThrow().get("after").asText());
  }

  @Test
  @Order(10)
  void aPlanOfThePageIsThatOfTheCommand() {
    var answer = plan("{\"changes\":[{\"op\":\"SET\",\"scope\":\"cohort:flats\",\"name\":\"threshold\",\"value\":\"2000\",\"from\":\"2024-03-10\"}]}");
    var run = CommandRun.of("plan", "--archive", page.log(), "--views", page.views(), "--json", "--set", "cohort:flats threshold 2000 from 2024-03-10");
    var command = DemoPage.json(run.out());
    for (var part : List.of("add", "change", "delete", "views", "money", "dates", "alerts", "ranks", "rejected", "hidden_by")) {
      assertEquals(command.get(part), answer.get(part), part);
    }
    assertTrue(answer.get("alerts").get("opens").asLong() > 0);
  }

  @Test
  @Order(10)
  void whyNamesWhoMadeAChangeThatCouldNotBeUsed() {
    var rejected = list(page.get("/api/why", Map.of("device", homes().get(0), "at", "2024-04-20")).get("now").get("rejected"));
    assertFalse(rejected.isEmpty());
    var history = list(page.get("/api/settings/history", Map.of("scope", rejected.get(0).get("scope").asText())));
    var logged = history.stream().filter(change -> change.get("logged_at").equals(rejected.get(0).get("logged_at"))).findFirst().orElseThrow();
    for (var part : List.of("scope", "name", "op", "value", "effective_at", "author")) {
      assertEquals(logged.get(part), rejected.get(0).get(part), part);
    }
  }

  @Test
  @Order(11)
  void whatCannotBePlannedIsRefusedInOneLine() {
    var answer = page.post("/api/plan", "{\"changes\":[{\"op\":\"SET\",\"scope\":\"everyone\",\"name\":\"treshold\",\"value\":\"1\",\"from\":\"2024-03-10\"}]}");
    assertEquals(400, answer.statusCode());
    assertEquals("there is no setting 'treshold'; did you mean threshold?", DemoPage.json(answer).get("error").asText());
    assertEquals(400, page.post("/api/plan", "{").statusCode());
    assertEquals(404, page.post("/api/apply", "{\"key\":\"../../etc\"}").statusCode());
  }

  @Test
  @Order(12)
  void onePlanIsMadeAtATime() {
    var change = "{\"changes\":[{\"op\":\"SET\",\"scope\":\"everyone\",\"name\":\"price\",\"value\":\"0.5\",\"from\":\"2024-03-01\"}]}";
    var asked = new ArrayList<CompletableFuture<Integer>>();
    for (var i = 0; i < 4; i++) {
      asked.add(CompletableFuture.supplyAsync(() -> page.post("/api/plan", change).statusCode()));
    }
    var statuses = asked.stream().map(CompletableFuture::join).toList();
    assertTrue(statuses.contains(200) && statuses.stream().allMatch(status -> status == 200 || status == 409), statuses.toString());
  }

  @Test
  @Order(13)
  void anAppliedPlanIsWhatHappens() {
    var before = page.get("/api/about", Map.of()).get("version").asText();
    var plan = plan("{\"changes\":[{\"op\":\"SET\",\"scope\":\"plan:basic\",\"name\":\"price\",\"value\":\"0.50\",\"from\":\"2024-03-10\"}],\"reason\":\"dear\"}");
    var applied = DemoPage.json(page.post("/api/apply", "{\"key\":\"" + plan.get("key").asText() + "\",\"confirm\":false}"));
    assertEquals("applied", applied.get("outcome").asText(), applied.toString());
    var about = page.get("/api/about", Map.of());
    assertEquals(applied.get("version"), about.get("version"));
    var differences = page.rows("versions/differences", Map.of("other", before));
    for (var view : differences) {
      var planned = plan.get("views").get(view.get("view").asText());
      assertEquals(
          List.of(planned.get("add").asLong(), planned.get("change").asLong(), planned.get("delete").asLong()),
          List.of(view.get("only_this").asLong(), view.get("changed").asLong(), view.get("only_other").asLong()),
          view.toString());
    }
    var replayed = folder.resolve("replayed");
    assertEquals(0, CommandRun.of("run", "--archive", page.log(), "--views", replayed).exitCode());
    assertEquals(0, CommandRun.of("verify", page.views(), replayed).exitCode());
  }

  @Test
  @Order(14)
  void aPlanThatIsNotWhatWouldHappenAnyMoreAsksFirst() {
    var first = plan("{\"changes\":[{\"op\":\"ADD\",\"scope\":\"plan:basic\",\"name\":\"price\",\"value\":\"0.01\",\"from\":\"2024-03-10\"}]}");
    var second = plan("{\"changes\":[{\"op\":\"SET\",\"scope\":\"plan:basic\",\"name\":\"price\",\"value\":\"0.90\",\"from\":\"2024-03-10\"}]}");
    var body = "{\"key\":\"" + second.get("key").asText() + "\"}";
    assertEquals("applied", DemoPage.json(page.post("/api/apply", body)).get("outcome").asText());
    var stale = DemoPage.json(page.post("/api/apply", "{\"key\":\"" + first.get("key").asText() + "\"}"));
    assertEquals("stale", stale.get("outcome").asText());
    assertTrue(stale.get("stale").asLong() > 0);
    var confirmed = DemoPage.json(page.post("/api/apply", "{\"key\":\"" + first.get("key").asText() + "\",\"confirm\":true}"));
    assertEquals("applied", confirmed.get("outcome").asText());
  }

  @Test
  @Order(15)
  void aVersionThatWasRemovedIsSaidToBeGoneAndTheOthersStay() {
    var run = CommandRun.of("run", "--archive", page.log(), "--views", page.views(), "--as=passing", "--hold");
    assertEquals(0, run.exitCode(), run.err());
    var asked = Map.of("from", FROM, "to", TO, "version", "passing");
    assertFalse(page.rows("fleet/days", asked).isEmpty());
    assertEquals(0, CommandRun.of("views", "remove", page.views(), "passing").exitCode());
    var answer = page.answer("/api/charts/fleet/days", asked);
    assertEquals(410, answer.statusCode());
    assertTrue(DemoPage.json(answer).get("error").asText().endsWith("have no version passing"), answer.body());
    assertFalse(page.rows("fleet/days", Map.of("from", FROM, "to", TO)).isEmpty());
  }

  @Test
  @Order(16)
  void aDamagedFileIsOneClearLine() throws IOException {
    var version = page.get("/api/about", Map.of()).get("version").asText();
    var usage = page.views().resolve("versions").resolve(version).resolve("usage");
    try (var files = Files.list(usage)) {
      Files.write(files.sorted().findFirst().orElseThrow(), new byte[] {1, 2, 3});
    }
    var answer = page.answer("/api/charts/fleet/days", Map.of("from", FROM, "to", LocalDate.parse(TO).toString()));
    assertEquals(503, answer.statusCode());
    var line = DemoPage.json(answer).get("error").asText();
    assertTrue(line.startsWith("version " + version + " of the views cannot be read: ") && line.lines().count() == 1, line);
  }

  private static JsonNode plan(String body) {
    var answer = page.post("/api/plan", body);
    assertEquals(200, answer.statusCode(), answer.body());
    return DemoPage.json(answer);
  }
}
