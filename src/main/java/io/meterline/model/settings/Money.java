package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.time.Known;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Money as people read and write it: decimals of the currency unit, such as {@code 0.31}, where the log has millionths of it, such as
 * {@code 310000}. Exact, and without a currency symbol.
 */
public final class Money {
  private static final int PLACES = 6;
  private static final int PLACES_SHOWN = 4;
  private static final Pattern AMOUNT = Pattern.compile("[+-]?[0-9]{1,12}(\\.[0-9]+)?");

  private Money() {}

  /** An amount with 4 decimal places, or up to 6 if it has more, such as {@code 0.3100}. */
  public static String text(long micros) {
    var amount = BigDecimal.valueOf(micros, PLACES).stripTrailingZeros();
    return amount.setScale(Math.max(PLACES_SHOWN, amount.scale())).toPlainString();
  }

  /** A value in money, such as {@code 0.3100 a kWh; 00:30 to 05:30 0.0750}; empty if the setting is not money. */
  public static Optional<String> words(Setting setting, Value value) {
    return setting.moneyPer().map(per -> value instanceof Value.Rates rates ? words(rates.tariff(), per) : text(value) + " a " + per);
  }

  /** A rate in money, such as {@code 0.3100 a kWh}. */
  public static String perKwh(long micros) {
    return text(micros) + " a kWh";
  }

  /**
   * The operand of a {@code SET} or {@code ADD} in money; empty if the setting is not money, the operation has no amount, or the change
   * is not valid.
   */
  public static Optional<String> words(LoggedChange change) {
    return new ChangeRules(Known.NOW).check(change).match(Money::operand, rejection -> Optional.empty());
  }

  private static Optional<String> operand(SettingsChange change) {
    if (change.operation() instanceof Operation.Set set) {
      return words(change.setting(), set.value());
    }
    if (change.operation() instanceof Operation.Add add) {
      return change.setting().moneyPer().map(per -> text(add.amount()) + " a " + per);
    }
    return Optional.empty();
  }

  private static String words(Tariff tariff, String per) {
    var words = new StringBuilder(text(tariff.base()) + " a " + per);
    for (var rate : tariff.rates()) {
      words.append("; ").append(rate.span().words()).append(' ').append(text(rate.micros()));
    }
    return words.toString();
  }

  private static String text(Value value) {
    return value instanceof Value.Whole whole ? text(whole.number()) : value.toString();
  }

  /**
   * The value of a setting as the log has it, from a text in money: amounts with up to 6 decimal places where the log has millionths,
   * optionally followed by what they are for, such as {@code 0.31/kWh; 00:30-05:30 0.075}.
   *
   * @param setting a setting that is money
   * @throws IllegalArgumentException if the text is not such an amount or tariff; the message says why in one line
   */
  public static String parse(Setting setting, String text) {
    var per = setting.moneyPer().orElseThrow(() -> new IllegalArgumentException(setting.word() + " is not an amount of money"));
    return setting.type() instanceof Setting.Type.Tariff
        ? TariffText.parse(text, rate -> micros(rate, per)).toString()
        : Long.toString(micros(text, per));
  }

  /**
   * A value as people write it: money as {@link #parse} reads it, such as {@code 0.3100; 00:30-05:30 0.0750}, and anything else as in the
   * log.
   */
  public static String written(Setting setting, Value value) {
    if (setting.moneyPer().isEmpty()) {
      return value.toString();
    }
    if (value instanceof Value.Rates rates) {
      var written = new StringBuilder(text(rates.tariff().base()));
      rates.tariff().rates().forEach(rate -> written.append("; ").append(rate.span()).append(' ').append(text(rate.micros())));
      return written.toString();
    }
    return text(value);
  }

  private static long micros(String text, String per) {
    var slash = text.indexOf('/');
    var amount = (slash < 0 ? text : text.substring(0, slash)).strip();
    if (slash >= 0 && !text.substring(slash + 1).strip().equalsIgnoreCase(per)) {
      throw new IllegalArgumentException("'" + text + "' is not per " + per + ", as in 0.31/" + per);
    }
    if (!AMOUNT.matcher(amount).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an amount such as 0.31 or 0.31/" + per);
    }
    var exact = new BigDecimal(amount);
    if (exact.scale() > PLACES) {
      throw new IllegalArgumentException("'" + text + "' has more than " + PLACES + " decimal places");
    }
    return exact.movePointRight(PLACES).longValueExact();
  }
}
