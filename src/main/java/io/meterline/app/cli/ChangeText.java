package io.meterline.app.cli;

import io.meterline.model.Printable;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Money;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Value;

/** Describes settings changes and values briefly, where their scope and setting are known from context. */
final class ChangeText {
  private ChangeText() {}

  /** As in {@code SET 300000 (0.3000 a kWh), effective 2024-03-01T00:00:00Z}. */
  static String of(LoggedChange change) {
    var money = Money.words(change).map(words -> " (" + words + ")").orElse("");
    return Printable.line((change.op() + " " + change.value()).strip() + money + ", effective " + change.effectiveAt());
  }

  /** A value as the log has it, and in money if it is money, as in {@code 300000 (0.3000 a kWh)}. */
  static String of(Setting setting, Value value) {
    return value + Money.words(setting, value).map(words -> " (" + words + ")").orElse("");
  }
}
