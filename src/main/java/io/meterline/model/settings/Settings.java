package io.meterline.model.settings;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The settings in force for one device at one time: for each, the most specific scope's value, or the catalogue's default.
 * Immutable. Analyses look settings up all the time, so numbers, names and the time zone are computed once, and shared by copies
 * that differ in other settings.
 */
public final class Settings {
  private static final Setting[] CATALOGUE = Setting.values();

  /** The catalogue's defaults: no scope has a value. */
  public static final Settings DEFAULTS = new Settings(Map.of());

  // By ordinal; null if there is no value.
  private final Value[] values;
  private final OptionalLong[] numbers;
  private final Optional<Tariff> price;
  private final Optional<Tariff> exportPrice;
  private final ZoneId timezone;
  private final Optional<String> plan;
  private final Optional<String> cohort;

  /** Settings with the given values, and the catalogue's defaults for the rest. */
  public Settings(Map<Setting, Value> values) {
    this.values = new Value[CATALOGUE.length];
    this.numbers = new OptionalLong[CATALOGUE.length];
    for (var setting : CATALOGUE) {
      var value = values.containsKey(setting) ? values.get(setting) : setting.defaultValue().orElse(null);
      this.values[setting.ordinal()] = value;
      this.numbers[setting.ordinal()] = numberOf(value);
    }
    this.price = tariffOf(this.values[Setting.PRICE.ordinal()]);
    this.exportPrice = tariffOf(this.values[Setting.EXPORT_PRICE.ordinal()]);
    this.timezone = zoneOf(this.values[Setting.TIMEZONE.ordinal()]);
    this.plan = nameOf(this.values[Setting.PLAN.ordinal()]);
    this.cohort = nameOf(this.values[Setting.COHORT.ordinal()]);
  }

  private Settings(Settings before, Setting changed, Value value) {
    values = before.values.clone();
    values[changed.ordinal()] = value;
    if (changed.type() instanceof Setting.Type.Whole) {
      numbers = before.numbers.clone();
      numbers[changed.ordinal()] = numberOf(value);
    } else {
      numbers = before.numbers;
    }
    price = changed == Setting.PRICE ? tariffOf(value) : before.price;
    exportPrice = changed == Setting.EXPORT_PRICE ? tariffOf(value) : before.exportPrice;
    timezone = changed == Setting.TIMEZONE ? zoneOf(value) : before.timezone;
    plan = changed == Setting.PLAN ? nameOf(value) : before.plan;
    cohort = changed == Setting.COHORT ? nameOf(value) : before.cohort;
  }

  private static OptionalLong numberOf(Value value) {
    return value instanceof Value.Whole whole ? OptionalLong.of(whole.number()) : OptionalLong.empty();
  }

  private static Optional<Tariff> tariffOf(Value value) {
    return value instanceof Value.Rates rates ? Optional.of(rates.tariff()) : Optional.empty();
  }

  private static ZoneId zoneOf(Value value) {
    return ((Value.Zone) value).id();
  }

  private static Optional<String> nameOf(Value value) {
    return value instanceof Value.Name name ? Optional.of(name.name()) : Optional.empty();
  }

  /**
   * A copy with one setting changed, or this object if it is equal.
   *
   * @param value the new value; if empty, the catalogue's default
   */
  public Settings with(Setting setting, Optional<Value> value) {
    var before = values[setting.ordinal()];
    var after = (value.isPresent() ? value : setting.defaultValue()).orElse(null);
    return same(before, after) ? this : new Settings(this, setting, after);
  }

  private static boolean same(Value a, Value b) {
    return a == b || a != null && a.equals(b);
  }

  /** The value in force, empty if there is none. */
  public Optional<Value> value(Setting setting) {
    return Optional.ofNullable(values[setting.ordinal()]);
  }

  /** The settings whose values differ from those of {@code others}. */
  Set<Setting> differingFrom(Settings others) {
    var differing = EnumSet.noneOf(Setting.class);
    for (var setting : CATALOGUE) {
      if (!same(values[setting.ordinal()], others.values[setting.ordinal()])) {
        differing.add(setting);
      }
    }
    return differing;
  }

  /** The value in force of a numeric setting, empty if there is none. */
  public OptionalLong number(Setting setting) {
    return numbers[setting.ordinal()];
  }

  /** The value in force of a numeric setting that has a default. */
  public long numberOrDefault(Setting setting) {
    if (values[setting.ordinal()] instanceof Value.Whole whole) {
      return whole.number();
    }
    throw new IllegalArgumentException(setting.word() + " has no default");
  }

  /** The price of energy in force, empty if there is none. */
  public Optional<Tariff> price() {
    return price;
  }

  /** The price in force of energy sent back, empty if it has none of its own. */
  public Optional<Tariff> exportPrice() {
    return exportPrice;
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

  /** The values in force, in catalogue order; settings without a value are omitted. */
  public Map<Setting, Value> values() {
    var map = new EnumMap<Setting, Value>(Setting.class);
    for (var setting : CATALOGUE) {
      value(setting).ifPresent(value -> map.put(setting, value));
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Settings settings && Arrays.equals(values, settings.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
