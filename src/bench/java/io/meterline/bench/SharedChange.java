package io.meterline.bench;

import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;

/**
 * A {@code SET} of a setting that many devices share.
 *
 * @param scope {@code everyone}, {@code plan:NAME} or {@code cohort:NAME}
 * @param setting what is set
 * @param from from when it holds, epoch milliseconds UTC
 * @param value what it is set to
 */
record SharedChange(String scope, Setting setting, long from, String value) implements LogEvent {
  /** What all changes of one setting at one scope have in common. */
  String key() {
    return key(scope, setting);
  }

  static String key(Scope scope, Setting setting) {
    return key(scope.toString(), setting);
  }

  private static String key(String scope, Setting setting) {
    return scope + ' ' + setting.word();
  }
}
