package io.meterline.app.simulate;

import io.meterline.model.settings.Setting;

/** The contents of a settings change, as text in the log. */
record Edit(String scope, String name, String op, String value) {
  static Edit set(String scope, Setting setting, Object value) {
    return new Edit(scope, setting.word(), "SET", value.toString());
  }

  static Edit add(String scope, Setting setting, long amount) {
    return new Edit(scope, setting.word(), "ADD", Long.toString(amount));
  }

  static Edit scale(String scope, Setting setting, String factor) {
    return new Edit(scope, setting.word(), "SCALE", factor);
  }

  static Edit clear(String scope, Setting setting) {
    return new Edit(scope, setting.word(), "CLEAR", "");
  }
}
