package io.meterline.oracle;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reason;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The catalogue of settings, and the validation of a single change. */
final class OracleCatalogue {
  private record Bounds(BigInteger min, BigInteger max) {
    static Bounds of(long min, long max) {
      return new Bounds(BigInteger.valueOf(min), BigInteger.valueOf(max));
    }

    boolean contain(BigInteger number) {
      return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }
  }

  private static final Bounds LONG = Bounds.of(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Bounds RATE = Bounds.of(-1_000_000_000_000L, 1_000_000_000_000L);

  private static final Map<String, Bounds> NUMBERS =
      Map.of(
          "price.micros.per.kwh", RATE,
          "price.export.micros.per.kwh", RATE,
          "standing.micros.per.day", LONG,
          "compare.least.percent", Bounds.of(0, 100),
          "alert.threshold.watts", Bounds.of(0, Long.MAX_VALUE),
          "alert.sustain.minutes", Bounds.of(0, Long.MAX_VALUE),
          "alert.clear.percent", Bounds.of(0, 100));

  private static final Set<String> TARIFFS = Set.of("price.micros.per.kwh", "price.export.micros.per.kwh");
  private static final Set<String> MEMBERSHIPS = Set.of("plan", "cohort");

  private OracleCatalogue() {}

  /** The first fault of the change, regardless of other changes. */
  static Optional<Reason> fault(LoggedChange change) {
    if (!OracleReadings.isReadable(change.effectiveAt())
        || !OracleReadings.isReadable(change.position().loggedAt())) {
      return Optional.of(Reason.MALFORMED);
    }
    if (!isKnown(change.name())) {
      return Optional.of(Reason.UNKNOWN_SETTING);
    }
    if (!isScopeFor(change.name(), change.scope())) {
      return Optional.of(Reason.BAD_SCOPE);
    }
    if (!isOperationFor(change.name(), change.op())) {
      return Optional.of(Reason.BAD_OPERATION);
    }
    return isOperandFor(change.name(), change.op(), change.value())
        ? Optional.empty()
        : Optional.of(Reason.BAD_VALUE);
  }

  static boolean isForDevicesOnly(String name) {
    return MEMBERSHIPS.contains(name);
  }

  static boolean isTariff(String name) {
    return TARIFFS.contains(name);
  }

  static boolean isWithinBounds(String name, BigInteger number) {
    return NUMBERS.get(name).contain(number);
  }

  /** A valid value of {@code SET}, without redundant signs and zeros of a number. */
  static String shortest(String name, String value) {
    if (isTariff(name)) {
      return OracleTariff.find(value).orElseThrow().text();
    }
    return NUMBERS.containsKey(name) ? new BigInteger(value).toString() : value;
  }

  private static boolean isKnown(String name) {
    return name.equals("timezone") || MEMBERSHIPS.contains(name) || NUMBERS.containsKey(name);
  }

  private static boolean isScopeFor(String name, String scope) {
    if (isForDevicesOnly(name)) {
      return isNamed("device:", scope);
    }
    if (name.equals("compare.least.percent")) {
      return scope.equals("everyone") || isNamed("cohort:", scope);
    }
    return scope.equals("everyone")
        || List.of("plan:", "cohort:", "device:").stream().anyMatch(prefix -> isNamed(prefix, scope));
  }

  private static boolean isNamed(String prefix, String scope) {
    return scope.startsWith(prefix) && scope.length() > prefix.length();
  }

  private static boolean isOperationFor(String name, String op) {
    return switch (op) {
      case "SET", "CLEAR" -> true;
      case "ADD", "SCALE" -> NUMBERS.containsKey(name);
      default -> false;
    };
  }

  private static boolean isOperandFor(String name, String op, String value) {
    return switch (op) {
      case "SET" -> isValueFor(name, value);
      case "ADD" -> isLong(value);
      case "SCALE" -> value.matches("[+-]?[0-9]+([.][0-9]{1,6})?");
      default -> value.isEmpty();
    };
  }

  private static boolean isValueFor(String name, String value) {
    if (isTariff(name)) {
      return OracleTariff.find(value).filter(tariff -> tariff.rates().allMatch(rate -> isWithinBounds(name, rate))).isPresent();
    }
    if (NUMBERS.containsKey(name)) {
      return isLong(value) && isWithinBounds(name, new BigInteger(value));
    }
    return name.equals("timezone") ? isZone(value) : !value.isEmpty();
  }

  private static boolean isLong(String value) {
    return value.matches("[+-]?[0-9]+") && LONG.contain(new BigInteger(value));
  }

  private static boolean isZone(String value) {
    try {
      ZoneId.of(value);
      return true;
    } catch (DateTimeException notOne) {
      return false;
    }
  }
}
