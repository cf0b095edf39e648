package io.meterline.model.settings;

import io.meterline.model.settings.Scope.Level;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue: every setting, with its name, type, bounds, default, unit and allowed scopes. */
public enum Setting {
  TIMEZONE("timezone", "timezone", new Type.ZoneId(), "IANA time zone", Scopes.ANY, Optional.of(new Value.Zone(ZoneId.of("UTC")))),
  PLAN("plan", "plan", new Type.Name(), "plan the device is on", Scopes.DEVICE, Optional.empty()),
  COHORT("cohort", "cohort", new Type.Name(), "cohort the device is compared in", Scopes.DEVICE, Optional.empty()),
  PRICE(
      "price.micros.per.kwh",
      "price",
      new Type.Tariff(-Bounds.MAX_PRICE, Bounds.MAX_PRICE),
      "millionths of the currency unit per kilowatt-hour",
      Optional.of("kWh"),
      Scopes.ANY,
      Optional.empty()),
  EXPORT_PRICE(
      "price.export.micros.per.kwh",
      "export-price",
      new Type.Tariff(-Bounds.MAX_PRICE, Bounds.MAX_PRICE),
      "millionths of the currency unit per kilowatt-hour sent back",
      Optional.of("kWh"),
      Scopes.ANY,
      Optional.empty()),
  STANDING(
      "standing.micros.per.day",
      "standing",
      new Type.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
      "millionths of the currency unit per day",
      Optional.of("day"),
      Scopes.ANY,
      Optional.empty()),
  ALERT_THRESHOLD(
      "alert.threshold.watts", "threshold", new Type.Whole(0, Long.MAX_VALUE), "watts", Scopes.ANY, Optional.empty()),
  ALERT_SUSTAIN(
      "alert.sustain.minutes", "sustain", new Type.Whole(0, Long.MAX_VALUE), "minutes", Scopes.ANY, Optional.of(new Value.Whole(0))),
  ALERT_CLEAR(
      "alert.clear.percent",
      "clear-percent",
      new Type.Whole(0, 100),
      "percent below the threshold",
      Scopes.ANY,
      Optional.of(new Value.Whole(0))),
  COMPARE_LEAST(
      "compare.least.percent",
      "least-percent",
      new Type.Whole(0, 100),
      "percent of a local day that readings must cover",
      Scopes.SHARED_BY_COHORT,
      Optional.of(new Value.Whole(0)));

  private static final Map<String, Setting> BY_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Setting::word, setting -> setting));

  private static final Map<String, Setting> BY_SHORT_WORD =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(Setting::shortWord, setting -> setting));

  private final String word;
  private final String shortWord;
  private final Type type;
  private final String unit;
  private final Optional<String> moneyPer;
  private final Set<Level> levels;
  private final Optional<Value> defaultValue;

  /** A setting that is not money. */
  Setting(String word, String shortWord, Type type, String unit, Set<Level> levels, Optional<Value> defaultValue) {
    this(word, shortWord, type, unit, Optional.empty(), levels, defaultValue);
  }

  Setting(
      String word,
      String shortWord,
      Type type,
      String unit,
      Optional<String> moneyPer,
      Set<Level> levels,
      Optional<Value> defaultValue) {
    this.word = word;
    this.shortWord = shortWord;
    this.type = type;
    this.unit = unit;
    this.moneyPer = moneyPer;
    this.levels = levels;
    this.defaultValue = defaultValue;
  }

  /** The type of a setting's values. */
  public sealed interface Type {
    /** Returns the result of the function for this type. */
    <T> T match(Function<Whole, T> whole, Function<Tariff, T> tariff, Supplier<T> zone, Supplier<T> name);

    /** A whole number, both bounds inclusive. */
    record Whole(long min, long max) implements Type {
      @Override
      public <T> T match(Function<Whole, T> whole, Function<Tariff, T> tariff, Supplier<T> zone, Supplier<T> name) {
        return whole.apply(this);
      }
    }

    /** Rates by local time, see {@link io.meterline.model.settings.Tariff}; both bounds of a rate inclusive. */
    record Tariff(long min, long max) implements Type {
      @Override
      public <T> T match(Function<Whole, T> whole, Function<Tariff, T> tariff, Supplier<T> zone, Supplier<T> name) {
        return tariff.apply(this);
      }
    }

    /** An identifier that {@link java.time.ZoneId#of(String)} accepts. */
    record ZoneId() implements Type {
      @Override
      public <T> T match(Function<Whole, T> whole, Function<Tariff, T> tariff, Supplier<T> zone, Supplier<T> name) {
        return zone.get();
      }
    }

    /** Any non-empty text. */
    record Name() implements Type {
      @Override
      public <T> T match(Function<Whole, T> whole, Function<Tariff, T> tariff, Supplier<T> zone, Supplier<T> name) {
        return name.get();
      }
    }
  }

  /** The setting with the given name, as written in the log; empty if the catalogue has none. */
  public static Optional<Setting> named(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** The setting with the given short word; empty if the catalogue has none. */
  public static Optional<Setting> ofShortWord(String word) {
    return Optional.ofNullable(BY_SHORT_WORD.get(word));
  }

  /** Its name in the log. */
  public String word() {
    return word;
  }

  /**
   * What people call it on a command line, such as {@code price}; of some settings the same as {@link #word}. With its short word, the
   * values of a setting that is money are in money.
   */
  public String shortWord() {
    return shortWord;
  }

  public Type type() {
    return type;
  }

  /** The unit of its values, as text. */
  public String unit() {
    return unit;
  }

  /** What it is paid for, such as {@code kWh}, if its values are millionths of the currency unit; empty if it is not money. */
  public Optional<String> moneyPer() {
    return moneyPer;
  }

  /** Whether it may be set for scopes of the level. */
  public boolean allows(Level level) {
    return levels.contains(level);
  }

  /** The value in force if no scope has one; empty if the setting has no default. */
  public Optional<Value> defaultValue() {
    return defaultValue;
  }

  /** A separate class, because enum constants cannot refer to static fields of their own enum. */
  private static final class Bounds {
    /** A million currency units per kilowatt-hour: more than energy costs in any currency. */
    static final long MAX_PRICE = 1_000_000_000_000L;
  }

  /** Separate for the same reason as {@link Bounds}. */
  private static final class Scopes {
    static final Set<Level> ANY = Set.of(Level.values());
    static final Set<Level> DEVICE = Set.of(Level.DEVICE);
    static final Set<Level> SHARED_BY_COHORT = Set.of(Level.COHORT, Level.EVERYONE);
  }
}
