package io.meterline.settings;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The settings in force for one device at one time: the most specific scope's value, or the catalogue's default. */
public final class Settings {
  private final Map<Setting, Value> values;

  /** Settings of the given values; the catalogue's default stands in for one that is missing. */
  public Settings(Map<Setting, Value> values) {
    this.values = new EnumMap<>(Setting.class);
    for (var setting : Setting.values()) {
      setting.defaultValue().ifPresent(value -> this.values.put(setting, value));
    }
    this.values.putAll(values);
  }

  /** The value in force, empty where there is none. */
  public Optional<Value> value(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /** The number in force of a setting that is one, empty where there is none. */
  public OptionalLong number(Setting setting) {
    return values.get(setting) instanceof Value.Whole whole ? OptionalLong.of(whole.number()) : OptionalLong.empty();
  }

  /** The number in force of a setting that has a default. */
  public long numberOrDefault(Setting setting) {
    return number(setting).orElseThrow(() -> new IllegalArgumentException(setting.word() + " has no default"));
  }

  /** The name in force of a setting that is one, empty where there is none. */
  public Optional<String> name(Setting setting) {
    return values.get(setting) instanceof Value.Name name ? Optional.of(name.name()) : Optional.empty();
  }

  /** The time zone in force. */
  public ZoneId timezone() {
    if (values.get(Setting.TIMEZONE) instanceof Value.Zone zone) {
      return zone.id();
    }
    throw new IllegalStateException("the catalogue gives every device a time zone");
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
