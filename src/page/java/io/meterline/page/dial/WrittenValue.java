package io.meterline.page.dial;

import io.meterline.model.settings.Money;
import io.meterline.model.settings.ProposedText.Op;
import io.meterline.model.settings.Setting;
import io.meterline.page.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values as people write them, with their units: {@code 2 kW} where the log has {@code 2000}, {@code 0.25 EUR} where it has
 * {@code 250000}.
 *
 * @param currency that of the page, if it has one
 */
record WrittenValue(Optional<Currency> currency) {
  private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9]{1,18}(?:\\.[0-9]{1,6})?)\\s*([^0-9.]*)");
  private static final Pattern FACTOR = Pattern.compile("[+-]?[0-9]+(\\.[0-9]{1,6})?");
  private static final Units PERCENT = new Units("percent", "10 or 10 %", Map.of("", 1, "%", 1, "percent", 1));
  private static final Map<Setting, Units> UNITS =
      Map.of(
          Setting.ALERT_THRESHOLD, new Units("watts", "2000 or 2 kW", Map.of("", 1, "w", 1, "watt", 1, "watts", 1, "kw", 1000)),
          Setting.ALERT_SUSTAIN, new Units("minutes", "90 or 1.5 h", Map.of("", 1, "min", 1, "minute", 1, "minutes", 1, "h", 60, "hour", 60, "hours", 60)),
          Setting.ALERT_CLEAR, PERCENT,
          Setting.COMPARE_LEAST, PERCENT);

  /**
   * How whole numbers are written.
   *
   * @param name the unit of the log
   * @param example numbers as people write them
   * @param factors the units that may follow a number, in small letters, each in units of the log
   */
  private record Units(String name, String example, Map<String, Integer> factors) {}

  /**
   * The operand of a change as the log has it.
   *
   * @throws Refusal if the text is no such value; the message names the setting and says what to write
   */
  String operand(Setting setting, Op op, String text) {
    if (text.isEmpty() || op == Op.CLEAR) {
      return text;
    }
    if (op == Op.SCALE) {
      return factor(setting, text);
    }
    if (setting.moneyPer().isPresent()) {
      return money(setting, text);
    }
    if (setting == Setting.TIMEZONE) {
      return zone(setting, text);
    }
    return Optional.ofNullable(UNITS.get(setting)).map(units -> whole(setting, units, op, text)).orElse(text);
  }

  private static String factor(Setting setting, String text) {
    if (!FACTOR.matcher(text).matches()) {
      throw Refusal.invalid(setting.shortWord() + ": write what to multiply by, such as 1.05, and not '" + text + "'");
    }
    return text;
  }

  private static String zone(Setting setting, String text) {
    try {
      return ZoneId.of(text).getId();
    } catch (DateTimeException e) {
      throw Refusal.invalid(setting.shortWord() + ": write a time zone, such as Europe/Berlin, and not '" + text + "'");
    }
  }

  private String money(Setting setting, String text) {
    // As prices are shown: 0.31 a kWh.
    var perSlash = withoutCurrency(text).replaceAll("\\s+a\\s+(?=[A-Za-z])", "/");
    try {
      return Money.parse(setting, perSlash.strip());
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(setting.shortWord() + ": " + e.getMessage());
    }
  }

  private String withoutCurrency(String text) {
    // Not within a word: K is a currency, and kWh is none.
    return currency.map(one -> text.replaceAll("(?i)\\s*(?<![a-z])(?:" + names(one) + ")(?![a-z])\\s*", " ")).orElse(text);
  }

  /** How a currency is written in the countries that have it, as a pattern. */
  private static String names(Currency currency) {
    var countries = Set.of(Locale.getISOCountries());
    var symbols =
        Stream.of(Locale.getAvailableLocales())
            .filter(locale -> countries.contains(locale.getCountry()) && currency.equals(Currency.getInstance(locale)))
            .map(currency::getSymbol);
    return Stream.concat(Stream.of(currency.getCurrencyCode()), symbols).distinct().map(Pattern::quote).collect(Collectors.joining("|"));
  }

  private static String whole(Setting setting, Units units, Op op, String text) {
    var number = NUMBER.matcher(text);
    return Optional.of(number)
        .filter(Matcher::matches)
        .flatMap(match -> Optional.ofNullable(units.factors.get(match.group(2).strip().toLowerCase(Locale.ROOT))))
        .map(times -> new BigDecimal(number.group(1)).multiply(BigDecimal.valueOf(times)).stripTrailingZeros())
        .filter(value -> value.scale() <= 0 && (op != Op.SET || isInBounds(setting, value)))
        .map(BigDecimal::toPlainString)
        .orElseThrow(
            () -> {
              var wanted = "a whole number of " + units.name + bounds(setting, op) + ", such as " + units.example;
              return Refusal.invalid(setting.shortWord() + ": write " + wanted + ", and not '" + text + "'");
            });
  }

  private static boolean isInBounds(Setting setting, BigDecimal value) {
    return range(setting)
        .filter(range -> value.compareTo(BigDecimal.valueOf(range.min())) >= 0)
        .filter(range -> value.compareTo(BigDecimal.valueOf(range.max())) <= 0)
        .isPresent();
  }

  private static String bounds(Setting setting, Op op) {
    return range(setting)
        .filter(range -> op == Op.SET)
        .map(range -> " from " + range.min() + (range.max() == Long.MAX_VALUE ? " on" : " to " + range.max()))
        .orElse("");
  }

  private static Optional<Setting.Type.Whole> range(Setting setting) {
    return setting.type().match(Optional::of, tariff -> Optional.empty(), Optional::empty, Optional::empty);
  }
}
