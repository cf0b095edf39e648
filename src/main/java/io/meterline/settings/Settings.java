package io.meterline.settings;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settings in force for one device at one time: the most specific scope's value, or the catalogue's default. Asked at
 * every reading, so each answer is made once.
 */
public final class Settings {
  private static final Setting[] CATALOGUE = Setting.values();

  private final Map<Setting, Value> values;
  private final OptionalLong[] numbers = new OptionalLong[CATALOGUE.length];
  private final ZoneId timezone;
  private final Optional<String> plan;
  private final Optional<String> cohort;

  /** Settings of the given values; the catalogue's default stands in for one that is missing. */
  public Settings(Map<Setting, Value> values) {
    this.values = new EnumMap<>(Setting.class);
    for (var setting : CATALOGUE) {
      setting.defaultValue().ifPresent(value -> this.values.put(setting, value));
    }
    this.values.putAll(values);
    for (var setting : CATALOGUE) {
      numbers[setting.ordinal()] =
          this.values.get(setting) instanceof Value.Whole whole
              ? OptionalLong.of(whole.number())
              : OptionalLong.empty();
    }
    timezone = ((Value.Zone) this.values.get(Setting.TIMEZONE)).id();
    plan = name(Setting.PLAN);
    cohort = name(Setting.COHORT);
  }

  private Optional<String> name(Setting setting) {
    return values.get(setting) instanceof Value.Name name ? Optional.of(name.name()) : Optional.empty();
  }

  /** The value in force, empty where there is none. */
  public Optional<Value> value(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /** The number in force of a setting that is one, empty where there is none. */
  public OptionalLong number(Setting setting) {
    return numbers[setting.ordinal()];
  }

  /** The number in force of a setting that has a default. */
  public long numberOrDefault(Setting setting) {
    return number(setting).orElseThrow(() -> new IllegalArgumentException(setting.word() + " has no default"));
  }

  /** The time zone in force. */
  public ZoneId timezone() {
    return timezone;
  }

  /** The plan that the device is on, empty if it is on none. */
  public Optional<String> plan() {
    return plan;
  }

  /** The cohort that the device is compared in, empty if it is in none. */
  public Optional<String> cohort() {
    return cohort;
  }

  /** What is in force, in the order of the catalogue; settings without a value are left out. */
  public Map<Setting, Value> values() {
    return new EnumMap<>(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && settings.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
