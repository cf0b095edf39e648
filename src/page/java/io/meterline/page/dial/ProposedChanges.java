package io.meterline.page.dial;

import com.fasterxml.jackson.databind.JsonNode;
import io.meterline.app.launch.PlanBase;
import io.meterline.app.plan.Proposing;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposedText;
import io.meterline.model.settings.ProposedText.Op;
import io.meterline.page.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;

/**
 * A proposal as the page sends it.
 *
 * @param json an object with {@code changes}, each with {@code op}, {@code scope}, {@code name}, {@code value} and {@code from}; and
 *     optionally {@code reason}
 * @param author who proposes it
 */
record ProposedChanges(JsonNode json, String author) {
  private static final int MOST = 1000;

  /**
   * The proposal, for a version and its log.
   *
   * @throws Refusal if it has a fault
   */
  Proposal in(PlanBase base) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var zone = Proposing.zoneOfEveryone(base, now);
    var list = json.path("changes");
    if (!list.isArray() || list.size() > MOST) {
      throw Refusal.invalid("changes is not a list of at most " + MOST);
    }
    var changes = new ArrayList<LoggedChange>();
    for (var one : list) {
      changes.add(change(one, zone, now));
    }
    return base.propose(Proposing.newId(), changes);
  }

  private LoggedChange change(JsonNode one, ZoneId zone, Instant now) {
    try {
      var from = text(one, "from").filter(time -> !time.isBlank()).map(time -> time(time, zone));
      var op = Op.valueOf(text(one, "op").orElse("SET"));
      var parsed = ProposedText.of(op, text(one, "scope").orElse(""), text(one, "name").orElse(""), text(one, "value").orElse("").strip(), from);
      return new LoggedChange(
          parsed.scope(), parsed.setting().word(), op.name(), parsed.value(), parsed.from().orElse(now), Optional.of(author), reason(), new Position(now, 0, 0));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(e.getMessage());
    }
  }

  private Optional<String> reason() {
    return text(json, "reason").map(String::strip).filter(given -> !given.isEmpty());
  }

  private static Optional<String> text(JsonNode object, String name) {
    return Optional.of(object.path(name)).filter(value -> !value.isMissingNode() && !value.isNull()).map(JsonNode::asText);
  }

  private static Instant time(String text, ZoneId zone) {
    try {
      var time = text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay(zone).toInstant() : Instant.parse(text);
      return time.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw Refusal.invalid("from '" + text + "' is neither a date such as 2026-03-01 nor a time such as 2026-03-01T10:00:00Z");
    }
  }
}
