package io.meterline.page.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Money;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Value;

/** Settings changes and values as JSON. */
final class ChangeJson {
  private ChangeJson() {}

  /** Writes a change: what it does, from when, when it was logged, by whom and why. */
  static ObjectNode write(LoggedChange change, ObjectNode object) {
    object.put("scope", change.scope()).put("name", change.name()).put("op", change.op()).put("value", change.value());
    object.put("text", Money.words(change).orElse(change.value()));
    object.put("effective_at", change.effectiveAt().toString()).put("logged_at", change.position().loggedAt().toString());
    return object.put("author", change.author().orElse(null)).put("reason", change.reason().orElse(null));
  }

  /** A value for people to read, such as {@code 0.3000 a kWh} or {@code 2000 watts}. */
  static String text(Setting setting, Value value) {
    return Money.words(setting, value).orElseGet(() -> value instanceof Value.Whole ? value + " " + setting.unit() : value.toString());
  }
}
