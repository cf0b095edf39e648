package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Value PARIS = new Value.Zone(ZoneId.of("Europe/Paris"));

  @Test
  void withoutValuesTheDefaultsOfTheCatalogueAreInForce() {
    var settings = Settings.DEFAULTS;
    assertEquals(ZoneId.of("UTC"), settings.timezone());
    assertEquals(0, settings.numberOrDefault(Setting.ALERT_CLEAR));
    assertEquals(Optional.empty(), settings.price());
    assertEquals(OptionalLong.empty(), settings.number(Setting.STANDING));
    assertEquals(Optional.empty(), settings.plan());
    assertEquals(
        List.of(Setting.TIMEZONE, Setting.ALERT_SUSTAIN, Setting.ALERT_CLEAR, Setting.COMPARE_LEAST),
        List.copyOf(settings.values().keySet()));
    assertThrows(IllegalArgumentException.class, () -> settings.numberOrDefault(Setting.STANDING));
  }

  @Test
  void settingsChangedOneByOneEqualThoseCreatedAtOnce() {
    var one = Settings.DEFAULTS
        .with(Setting.PLAN, Optional.of(new Value.Name("tou")))
        .with(Setting.PRICE, Optional.of(Value.Rates.flat(-3)))
        .with(Setting.TIMEZONE, Optional.of(PARIS));
    var all = new Settings(
        Map.of(Setting.TIMEZONE, PARIS, Setting.PLAN, new Value.Name("tou"), Setting.PRICE, Value.Rates.flat(-3)));
    assertEquals(all, one);
    assertEquals(all.hashCode(), one.hashCode());
    assertEquals(all.toString(), one.toString());
    assertEquals(Optional.of(Tariff.flat(-3)), one.price());
    assertEquals(Optional.of("tou"), one.plan());
    assertEquals(ZoneId.of("Europe/Paris"), one.timezone());
  }

  @Test
  void aRemovedValueFallsBackToTheDefault() {
    var settings = Settings.DEFAULTS
        .with(Setting.ALERT_SUSTAIN, Optional.of(new Value.Whole(30)))
        .with(Setting.PRICE, Optional.of(Value.Rates.flat(7)));
    assertEquals(
        Settings.DEFAULTS,
        settings.with(Setting.ALERT_SUSTAIN, Optional.empty()).with(Setting.PRICE, Optional.empty()));
    assertEquals(30, settings.numberOrDefault(Setting.ALERT_SUSTAIN));
  }

  @Test
  void unchangedSettingsAreTheSameObject() {
    var settings = Settings.DEFAULTS.with(Setting.PRICE, Optional.of(Value.Rates.flat(70_000)));
    assertSame(settings, settings.with(Setting.PRICE, Optional.of(Value.Rates.flat(70_000))));
    assertSame(settings, settings.with(Setting.ALERT_CLEAR, Optional.empty()));
  }
}
