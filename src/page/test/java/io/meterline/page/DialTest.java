package io.meterline.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the dial takes, and what a plan says. Nothing is applied. */
class DialTest {
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

  @Test
  void theMonthsOfAPlanAreThoseOfTheFleetBeforeAndAfter() {
    var answer = plan(change("threshold", "cohort:flats", "2000"));
    var before = 0L;
    for (var month : answer.get("months")) {
      var first = LocalDate.parse(month.get("month").asText() + "-01");
      var fleet = page.rows("fleet/totals", Map.of("from", first.toString(), "to", first.plusMonths(1).toString())).get(0);
      assertEquals(fleet.get("alerts").asLong(), month.get("alerts_before").asLong(), month.toString());
      before += month.get("alerts_after").asLong() - month.get("alerts_before").asLong();
    }
    assertEquals(answer.get("alerts").get("opens").asLong() - answer.get("alerts").get("vanishes").asLong(), before);
    assertEquals(before, answer.get("alert_totals").get("after").asLong() - answer.get("alert_totals").get("before").asLong());
    for (var alert : answer.get("alerts").get("alerts")) {
      var zone = page.rows("home/span", Map.of("device", alert.get("device").asText())).get(0).get("zone");
      assertEquals(zone, answer.get("zones").get(alert.get("device").asText()));
    }
  }

  @Test
  void valuesAreWrittenWithTheirUnitsAndScopesByNamesAlone() {
    var plain = effects(plan(change("threshold", "cohort:flats", "2000")));
    for (var value : List.of("2 kW", "2000 W", "2.0kW")) {
      assertEquals(plain, effects(plan(change("threshold", "flats", value))), value);
    }
    assertEquals("250000", plan(change("price", "basic", "0.25 EUR")).get("changes").get(0).get("value").asText());
    assertEquals("250000; 00:30-05:30 75000", plan(change("price", "basic", "€0.25; 00:30-05:30 0.075 €")).get("changes").get(0).get("value").asText());
    assertEquals("310000", plan(change("price", "basic", "0.31 a kWh")).get("changes").get(0).get("value").asText());
    assertEquals("90", plan(change("sustain", "basic", "1.5 h")).get("changes").get(0).get("value").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threshold | flats | 2 furlongs | threshold: write a whole number of watts from 0 on, such as 2000 or 2 kW, and not '2 furlongs'",
        "threshold | flats | 0.5 | threshold: write a whole number of watts from 0 on, such as 2000 or 2 kW, and not '0.5'",
        "least-percent | flats | 101 % | least-percent: write a whole number of percent from 0 to 100, such as 10 or 10 %, and not '101 %'",
        "price | basic | dear | price: 'dear' is not an amount such as 0.31 or 0.31/kWh",
        "timezone | basic | Berlin | timezone: write a time zone, such as Europe/Berlin, and not 'Berlin'",
        "price | nobody | 1 | For: no plan, cohort or home is called 'nobody'; write everyone, plan:NAME, cohort:NAME or device:ID"
      })
  void aFaultNamesTheFieldAndSaysWhatToWrite(String name, String scope, String value, String line) {
    var answer = page.post("/api/plan", change(name, scope, value));
    assertEquals(400, answer.statusCode());
    assertEquals(line, DemoPage.json(answer).get("error").asText());
  }

  @Test
  void aFactorIsToldFromAnAmount() {
    var scaled = change("price", "basic", "1.05").replace("SET", "SCALE");
    assertEquals("1.05", plan(scaled).get("changes").get(0).get("value").asText());
    var answer = page.post("/api/plan", scaled.replace("1.05", "5 %"));
    assertEquals("price: write what to multiply by, such as 1.05, and not '5 %'", DemoPage.json(answer).get("error").asText());
  }

  @Test
  void aChangeUntilATimeLeavesWhatIsLaterAsItWas() {
    var body = "{\"changes\":[{\"op\":\"SET\",\"scope\":\"flats\",\"name\":\"threshold\",\"value\":\"2000\",\"from\":\"2024-03-10\",\"until\":\"2024-03-20\"}]}";
    var limited = plan(body);
    var whole = plan(change("threshold", "flats", "2000"));
    var changes = limited.get("changes");
    assertEquals(2, changes.size());
    assertEquals("2024-03-20T00:00:00Z", changes.get(1).get("effective_at").asText());
    // An alert that opens before the end may differ until it closes.
    limited.get("dates").forEach(date -> assertTrue(date.get("date").asText().compareTo("2024-03-20") <= 0, date.toString()));
    assertTrue(limited.get("dates").size() > 0 && limited.get("dates").size() < whole.get("dates").size());
    assertEquals(400, page.post("/api/plan", body.replace("2024-03-20", "2024-03-10")).statusCode());
  }

  private static String change(String name, String scope, String value) {
    return "{\"changes\":[{\"op\":\"SET\",\"scope\":\"" + scope + "\",\"name\":\"" + name + "\",\"value\":\"" + value + "\",\"from\":\"2024-03-10\"}]}";
  }

  /** What a plan comes to, without what names the plan itself. */
  private static List<JsonNode> effects(JsonNode plan) {
    return List.of(plan.get("changes"), plan.get("views"), plan.get("alerts"), plan.get("months"));
  }

  private static JsonNode plan(String body) {
    var answer = page.post("/api/plan", body);
    assertEquals(200, answer.statusCode(), answer.body());
    return DemoPage.json(answer);
  }
}
