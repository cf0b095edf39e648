package io.meterline.page.dial;

import com.fasterxml.jackson.databind.JsonNode;
import io.meterline.app.launch.PlanBase;
import io.meterline.app.plan.Proposing;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposedText;
import io.meterline.model.settings.ProposedText.Op;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.time.Known;
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
 * @param json an object with {@code changes}, each with {@code op}, {@code scope}, {@code name}, {@code value}, {@code from} and optionally
 *     {@code until}, from when on what would have been is in force again; and optionally {@code reason}
 * @param author who proposes it
 * @param values reads values
 */
record ProposedChanges(JsonNode json, String author, WrittenValue values) {
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
      var change = change(one, base, zone, now);
      changes.add(change);
      time(one, "until", zone).ifPresent(until -> changes.add(restoring(change, until, base)));
    }
    return base.propose(Proposing.newId(), changes);
  }

  private LoggedChange change(JsonNode one, PlanBase base, ZoneId zone, Instant now) {
    try {
      var op = Op.valueOf(text(one, "op").orElse("SET"));
      var name = text(one, "name").orElse("");
      var value = text(one, "value").orElse("").strip();
      var scope = new WrittenScope(base).read(text(one, "scope").orElse("").strip());
      var from = time(one, "from", zone);
      // With its name in the log, a setting has its value as in the log.
      var parsed =
          Setting.ofShortWord(name)
              .map(setting -> ProposedText.of(op, scope, setting.word(), values.operand(setting, op, value), from))
              .orElseGet(() -> ProposedText.of(op, scope, name, value, from));
      return new LoggedChange(
          parsed.scope(), parsed.setting().word(), op.name(), parsed.value(), parsed.from().orElse(now), Optional.of(author), reason(), new Position(now, 0, 0));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(e.getMessage());
    }
  }

  /** The change after which the scope has what it would have had at that time without the proposal. */
  private static LoggedChange restoring(LoggedChange change, Instant until, PlanBase base) {
    if (!until.isAfter(change.effectiveAt())) {
      throw Refusal.invalid("Until: " + until + " is not after " + change.effectiveAt());
    }
    var fold = new Fold();
    var rules = new ChangeRules(Known.NOW);
    base.changes().stream().filter(other -> other.scope().equals(change.scope())).forEach(other -> rules.check(other).take(fold::add, unusable -> {}));
    fold.advance(until.toEpochMilli() + 1, unusable -> {});
    var chain = fold.chain(Scope.parse(change.scope()).orElseThrow(), Setting.named(change.name()).orElseThrow());
    var value = chain.isEmpty() ? Optional.<String>empty() : chain.get(chain.size() - 1).value().map(Object::toString);
    var op = value.isPresent() ? Op.SET : Op.CLEAR;
    return new LoggedChange(change.scope(), change.name(), op.name(), value.orElse(""), until, change.author(), change.reason(), change.position());
  }

  private Optional<String> reason() {
    return text(json, "reason").map(String::strip).filter(given -> !given.isEmpty());
  }

  private static Optional<String> text(JsonNode object, String name) {
    return Optional.of(object.path(name)).filter(value -> !value.isMissingNode() && !value.isNull()).map(JsonNode::asText);
  }

  private static Optional<Instant> time(JsonNode one, String name, ZoneId zone) {
    return text(one, name).filter(text -> !text.isBlank()).map(text -> time(name, text.strip(), zone));
  }

  private static Instant time(String name, String text, ZoneId zone) {
    try {
      var time = text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay(zone).toInstant() : Instant.parse(text);
      return time.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw Refusal.invalid(name + " '" + text + "' is neither a date such as 2026-03-01 nor a time such as 2026-03-01T10:00:00Z");
    }
  }
}
