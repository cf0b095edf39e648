package io.meterline.page.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.model.settings.Explainer;
import io.meterline.model.time.Known;
import io.meterline.page.Times;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Reach;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/**
 * Why a number of a home is what it is: the settings in force and the changes behind them, with what is known now and with what was known
 * then, and the readings of the day, used or not.
 *
 * @param log the settings changes
 * @param queries answers questions about the views
 */
public record WhyAnswer(LoggedSettings log, Queries queries) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALERT = "SELECT * FROM alerts WHERE device = $device AND opened_at = $at::TIMESTAMPTZ";

  /**
   * The answer.
   *
   * @param at an instant; or a date, which is explained at its start in the zone of the device
   * @throws io.meterline.page.Refusal if it is neither
   */
  public ObjectNode of(String device, String at, Edition edition) {
    var explainer = log.explainer(device);
    var instant = instant(explainer, at);
    var now = explainer.explain(instant, Known.NOW);
    var days = UsageDays.of(device, date(at, instant, now.zone()), edition, queries, now.zone());
    var root = JSON.createObjectNode();
    root.put("device", device).put("at", instant.toString()).put("date", days.date().toString()).put("zone", now.zone().toString());
    ExplanationJson.write(now, root.putObject("now"));
    ExplanationJson.write(explainer.explain(instant, Known.THEN), root.putObject("then"));
    root.set("readings", days.readings(edition, queries));
    root.set("alerts", queries.objects(ALERT, edition, Map.of("device", device, "at", instant.toString()), Reach.of(device)));
    root.putObject("usage").<ObjectNode>set("now", days.usage()).set("then", days.then());
    return root;
  }

  private static Instant instant(Explainer explainer, String at) {
    return isDate(at) ? explainer.startOf(Times.date("at", at), Known.NOW) : Times.instant("at", at);
  }

  private static LocalDate date(String at, Instant instant, ZoneId zone) {
    return isDate(at) ? LocalDate.parse(at) : instant.atZone(zone).toLocalDate();
  }

  private static boolean isDate(String at) {
    return at.indexOf('T') < 0;
  }
}
