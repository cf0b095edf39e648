package io.meterline.app.cli;

import io.meterline.model.Printable;
import io.meterline.model.log.LoggedChange;

/** Describes a settings change briefly, where its scope and setting are known from context. */
final class ChangeText {
  private ChangeText() {}

  /** As in {@code SET 300000, effective 2024-03-01T00:00:00Z}. */
  static String of(LoggedChange change) {
    return Printable.line((change.op() + " " + change.value()).strip() + ", effective " + change.effectiveAt());
  }
}
