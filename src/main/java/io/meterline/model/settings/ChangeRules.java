package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Setting.Type;
import io.meterline.model.time.Known;
import io.meterline.model.time.Times;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Validates changes against the catalogue.
 *
 * @param known what the run may know, which decides when a change takes effect
 */
public record ChangeRules(Known known) implements Serializable {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,30}");
  private static final int SHORT_DIGITS = 18;
  private static final int MICRO_PLACES = 6;

  /** Money in the currency unit instead of its millionths. */
  private static final Pattern FRACTION = Pattern.compile("[+-]?[0-9]{1,12}\\.[0-9]{1,6}");

  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,6})?");

  /** The outcome of a check. */
  public sealed interface Checked {
    /** Returns the result of the function for this outcome. */
    <T> T match(Function<SettingsChange, T> accepted, Function<Rejection, T> rejected);

    /** Calls the consumer for this outcome. */
    void take(Consumer<SettingsChange> accepted, Consumer<Rejection> rejected);

    /** The change is valid. */
    record Accepted(SettingsChange change) implements Checked {
      @Override
      public <T> T match(Function<SettingsChange, T> accepted, Function<Rejection, T> rejected) {
        return accepted.apply(change);
      }

      @Override
      public void take(Consumer<SettingsChange> accepted, Consumer<Rejection> rejected) {
        accepted.accept(change);
      }
    }

    /** The change is invalid, and why. */
    record Rejected(Rejection rejection) implements Checked {
      @Override
      public <T> T match(Function<SettingsChange, T> accepted, Function<Rejection, T> rejected) {
        return rejected.apply(rejection);
      }

      @Override
      public void take(Consumer<SettingsChange> accepted, Consumer<Rejection> rejected) {
        rejected.accept(rejection);
      }
    }
  }

  /** Checks a change by itself. {@link Fold} checks what depends on earlier values. */
  public Checked check(LoggedChange logged) {
    try {
      return new Checked.Accepted(accept(logged));
    } catch (InvalidChange e) {
      return new Checked.Rejected(Rejection.of(logged, e.reason, e.getMessage()));
    }
  }

  private SettingsChange accept(LoggedChange logged) {
    if (!Times.isSupported(logged.effectiveAt().toEpochMilli())
        || !Times.isSupported(logged.position().loggedAt().toEpochMilli())) {
      throw new InvalidChange(Reason.MALFORMED, "a time is outside the years 0001 to 9999");
    }
    var setting =
        Setting.named(logged.name())
            .orElseThrow(
                () -> new InvalidChange(Reason.UNKNOWN_SETTING, "there is no setting '" + logged.name() + "'"));
    var scope =
        Scope.parse(logged.scope())
            .orElseThrow(
                () ->
                    new InvalidChange(
                        Reason.BAD_SCOPE,
                        "'" + logged.scope() + "' is not everyone, plan:NAME, cohort:NAME or device:ID"));
    if (!setting.allows(scope.level())) {
      throw new InvalidChange(Reason.BAD_SCOPE, setting.word() + " may not be set for " + scope);
    }
    return new SettingsChange(known, scope, setting, operation(setting, logged), logged);
  }

  private static Operation operation(Setting setting, LoggedChange logged) {
    var value = logged.value();
    return switch (logged.op()) {
      case "SET" -> new Operation.Set(value(setting, value));
      case "ADD" -> new Operation.Add(number(setting, relative(setting, logged)));
      case "SCALE" -> new Operation.Scale(factor(relative(setting, logged)));
      case "CLEAR" -> {
        if (!value.isEmpty()) {
          throw new InvalidChange(Reason.BAD_VALUE, "CLEAR takes no value, not '" + value + "'");
        }
        yield new Operation.Clear();
      }
      default -> throw new InvalidChange(Reason.BAD_OPERATION, "'" + logged.op() + "' is not SET, ADD, SCALE or CLEAR");
    };
  }

  private static Value value(Setting setting, String text) {
    return setting
        .type()
        .match(
            whole -> new Value.Whole(number(setting, text, whole.min(), whole.max())),
            tariff -> new Value.Rates(tariff(setting, text, tariff)),
            () -> zone(text),
            () -> name(setting, text));
  }

  private static long number(Setting setting, String text, long min, long max) {
    var number = number(setting, text);
    if (number < min || number > max) {
      throw new InvalidChange(Reason.BAD_VALUE, outside(setting, text, min, max));
    }
    return number;
  }

  private static Tariff tariff(Setting setting, String text, Type.Tariff type) {
    try {
      return TariffText.parse(text, rate -> number(setting, rate, type.min(), type.max()));
    } catch (IllegalArgumentException e) {
      throw new InvalidChange(Reason.BAD_VALUE, e.getMessage());
    }
  }

  private static Value zone(String text) {
    try {
      return new Value.Zone(ZoneId.of(text));
    } catch (DateTimeException e) {
      throw new InvalidChange(Reason.BAD_VALUE, "'" + text + "' is not a time zone");
    }
  }

  private static Value name(Setting setting, String text) {
    if (text.isEmpty()) {
      throw new InvalidChange(Reason.BAD_VALUE, setting.word() + " must not be empty");
    }
    return new Value.Name(text);
  }

  private static String relative(Setting setting, LoggedChange logged) {
    Supplier<String> notNumeric =
        () -> {
          throw new InvalidChange(Reason.BAD_OPERATION, setting.word() + " is not a number, so " + logged.op() + " does not apply");
        };
    return setting.type().match(whole -> logged.value(), tariff -> logged.value(), notNumeric, notNumeric);
  }

  private static long number(Setting setting, String text) {
    if (setting.moneyPer().isPresent() && !isShortDigits(text) && FRACTION.matcher(text).matches()) {
      var micros = new BigDecimal(text).movePointRight(MICRO_PLACES).toBigInteger();
      throw new InvalidChange(
          Reason.BAD_VALUE,
          "'" + text + "' is not a whole number; " + setting.word() + " is in millionths of the currency unit: " + text + " is " + micros);
    }
    return number(text);
  }

  private static long number(String text) {
    // The common case, without the cost of the pattern and the BigInteger.
    if (isShortDigits(text)) {
      return Long.parseLong(text);
    }
    if (WHOLE.matcher(text).matches()) {
      var number = new BigInteger(text);
      if (number.bitLength() < Long.SIZE) {
        return number.longValue();
      }
    }
    throw new InvalidChange(Reason.BAD_VALUE, "'" + text + "' is not a whole number of 64 bits");
  }

  /** Whether the text is only ASCII digits, few enough to fit in 64 bits. */
  private static boolean isShortDigits(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= SHORT_DIGITS;
  }

  private static BigDecimal factor(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new InvalidChange(Reason.BAD_VALUE, "'" + text + "' is not a decimal with up to 6 places");
    }
    return new BigDecimal(text);
  }

  /** The result of {@code ADD} or {@code SCALE}, which changes every rate of a tariff; empty if out of the setting's bounds. */
  static Optional<Value> changed(Setting setting, Value before, Operation.Relative change) {
    return setting
        .type()
        .match(
            whole -> within(whole.min(), whole.max(), change.applyTo(((Value.Whole) before).number())).map(Value.Whole::new),
            type ->
                ((Value.Rates) before)
                    .tariff()
                    .map(rate -> within(type.min(), type.max(), change.applyTo(rate)))
                    .map(Value.Rates::new),
            Optional::empty,
            Optional::empty);
  }

  private static Optional<Long> within(long min, long max, BigInteger number) {
    return number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** The message that the result of {@link #changed} is out of bounds. */
  static String outside(Setting setting, Value before, Operation.Relative change) {
    return setting
        .type()
        .match(
            whole -> outside(setting, change.applyTo(((Value.Whole) before).number()), whole.min(), whole.max()),
            type ->
                ((Value.Rates) before)
                    .tariff()
                    .allRates()
                    .mapToObj(change::applyTo)
                    .filter(rate -> within(type.min(), type.max(), rate).isEmpty())
                    .findFirst()
                    .map(rate -> outside(setting, rate, type.min(), type.max()))
                    .orElse(""),
            () -> "",
            () -> "");
  }

  private static String outside(Setting setting, Object number, long min, long max) {
    return setting.word() + " would be " + number + ", must be " + min + " to " + max;
  }

  private static final class InvalidChange extends RuntimeException {
    private final Reason reason;

    InvalidChange(Reason reason, String message) {
      super(message, null, false, false);
      this.reason = reason;
    }
  }
}
