package io.meterline.page.ask;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.Money;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.SettingsHistory;
import io.meterline.model.settings.SettingsHistory.Outcome;
import io.meterline.model.settings.Value;
import io.meterline.model.time.Known;
import io.meterline.page.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings: scopes and what they have, the history of a scope, and the catalogue.
 *
 * @param log the settings changes
 */
public record SettingsAnswer(LoggedSettings log) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_DEVICES = 200;

  /**
   * The scopes that have changes, shared ones first, with what is in force at a time.
   *
   * @param like a part of the names of devices; at most 200 devices are returned
   */
  public ArrayNode scopes(String like, Instant at) {
    var byScope = new TreeMap<Scope, List<LoggedChange>>(Comparator.comparing(Scope::level).reversed().thenComparing(Scope::name));
    for (var change : log.changes()) {
      Scope.parse(change.scope()).ifPresent(scope -> byScope.computeIfAbsent(scope, any -> new ArrayList<>()).add(change));
    }
    var all = JSON.createArrayNode();
    var devices = 0;
    for (var scope : byScope.entrySet()) {
      if (!scope.getKey().isDevice() || (contains(scope.getKey().name(), like) && devices++ < MOST_DEVICES)) {
        scope(scope.getKey(), scope.getValue(), at, all.addObject());
      }
    }
    return all;
  }

  private static boolean contains(String name, String part) {
    return name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static void scope(Scope scope, List<LoggedChange> changes, Instant at, ObjectNode object) {
    object.put("scope", scope.toString()).put("level", scope.level().name().toLowerCase(Locale.ROOT)).put("name", scope.name());
    var settings = object.putArray("settings");
    var fold = new Fold();
    var rules = new ChangeRules(Known.NOW);
    changes.forEach(change -> rules.check(change).take(fold::add, unusable -> {}));
    fold.advance(at.toEpochMilli() + 1, unusable -> {});
    for (var setting : Setting.values()) {
      var count = changes.stream().filter(change -> change.name().equals(setting.word())).count();
      if (count > 0) {
        var chain = fold.chain(scope, setting);
        var value = chain.isEmpty() ? Optional.<Value>empty() : chain.get(chain.size() - 1).value();
        settings.addObject()
            .put("name", setting.word())
            .put("word", setting.shortWord())
            .put("value", value.map(Value::toString).orElse(null))
            .put("written", value.map(there -> Money.written(setting, there)).orElse(null))
            .put("text", value.map(there -> ChangeJson.text(setting, there)).orElse("none"))
            .put("changes", count);
      }
    }
  }

  /** Every change of a scope, in the order in which they take hold with {@code known=now}, with what became of it. */
  public ArrayNode history(String scope) {
    var history = new SettingsHistory(Known.NOW);
    log.changes().stream().filter(change -> change.scope().equals(scope)).forEach(history::add);
    var all = JSON.createArrayNode();
    for (var entry : history.entries()) {
      var object = ChangeJson.write(entry.change(), all.addObject());
      object.put("word", Setting.named(entry.change().name()).map(Setting::shortWord).orElse(entry.change().name()));
      outcome(entry.outcome(), object);
    }
    return all;
  }

  private static void outcome(Outcome outcome, ObjectNode object) {
    if (outcome instanceof Outcome.Used used) {
      object.put("effect", "used").put("after", used.value().map(value -> ChangeJson.text(used.setting(), value)).orElse("none"));
      object.put("after_written", used.value().map(value -> Money.written(used.setting(), value)).orElse(null));
    } else if (outcome instanceof Outcome.Overridden overridden) {
      object.put("effect", "overridden").put("after", "no effect: a later one is " + overridden.by().logged().op() + " from " + overridden.by().logged().effectiveAt());
    } else if (outcome instanceof Outcome.Unusable unusable) {
      object.put("effect", "rejected").put("after", unusable.why().reason() + ": " + unusable.why().detail());
    }
  }

  /** The catalogue. */
  public static ArrayNode catalogue() {
    var all = JSON.createArrayNode();
    for (var setting : Setting.values()) {
      var object = all.addObject().put("name", setting.word()).put("word", setting.shortWord()).put("unit", setting.unit());
      object.put("money_per", setting.moneyPer().orElse(null));
      object.put("type", setting.type().match(whole -> "whole", tariff -> "tariff", () -> "zone", () -> "name"));
      object.put("least", least(setting.type()).orElse(null));
      object.put("most", most(setting.type()).orElse(null));
      object.put("default", setting.defaultValue().map(Value::toString).orElse(null));
      var levels = object.putArray("scopes");
      Stream.of(Scope.Level.values()).filter(setting::allows).forEach(level -> levels.add(level.name().toLowerCase(Locale.ROOT)));
    }
    return all;
  }

  private static Optional<Long> least(Setting.Type type) {
    return type.match(whole -> Optional.of(whole.min()), tariff -> Optional.of(tariff.min()), Optional::empty, Optional::empty);
  }

  private static Optional<Long> most(Setting.Type type) {
    return type.match(whole -> Optional.of(whole.max()), tariff -> Optional.of(tariff.max()), Optional::empty, Optional::empty);
  }

  /**
   * Checks a scope.
   *
   * @throws Refusal if it is none
   */
  public static String checked(String scope) {
    return Scope.parse(scope).orElseThrow(() -> Refusal.invalid("'" + scope + "' is not everyone, plan:NAME, cohort:NAME or device:ID")).toString();
  }
}
