package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource({
    "310000, 0.3100",
    "0, 0.0000",
    "-75000, -0.0750",
    "75050, 0.07505",
    "1, 0.000001",
    "1234567890000, 1234567.8900",
    "-9223372036854775808, -9223372036854.775808"
  })
  void anAmountHasFourDecimalPlacesAndUpToSixWhereNeeded(long micros, String text) {
    assertEquals(text, Money.text(micros));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.31/kWh | 310000",
        "0.31 | 310000",
        "31 | 31000000",
        "-0.000001 / KWH | -1",
        "0.31/kWh; 00:30-05:30 0.075; Mo-Fr 16:00-19:00 0.42/kWh | 310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000",
        "0.31 ;Mo,Tu,We 22:00-06:00 0.1 | 310000; Mo-We 22:00-06:00 100000"
      })
  void aPriceIsReadExactlyAndBecomesTheTextOfTheLog(String money, String value) {
    assertEquals(value, Money.parse(Setting.PRICE, money));
    assertEquals(value, Money.parse(Setting.EXPORT_PRICE, money));
  }

  @Test
  void aStandingChargeIsReadPerDay() {
    assertEquals("500000", Money.parse(Setting.STANDING, "0.50/day"));
    assertEquals("500000", Money.parse(Setting.STANDING, "0.5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1234567 | '0.1234567' has more than 6 decimal places",
        "0,31 | '0,31' is not an amount such as 0.31 or 0.31/kWh",
        "31ct | '31ct' is not an amount such as 0.31 or 0.31/kWh",
        ".31 | '.31' is not an amount such as 0.31 or 0.31/kWh",
        "0.31/MWh | '0.31/MWh' is not per kWh, as in 0.31/kWh",
        "0.31/day | '0.31/day' is not per kWh, as in 0.31/kWh",
        "0.31; 00:30-05:30 | '00:30-05:30' is not '[DAYS ]HH:MM-HH:MM RATE', such as 'Mo-Fr 16:00-19:00' and a rate",
        "0.31; 00:30-05:30 0.0750001 | '0.0750001' has more than 6 decimal places"
      })
  void whatIsNotMoneyIsRefusedInOneLine(String text, String says) {
    assertEquals(says, assertThrows(IllegalArgumentException.class, () -> Money.parse(Setting.PRICE, text)).getMessage());
  }

  @Test
  void aStandingChargeHasNoRates() {
    assertEquals(
        "'0.50/day; 00:30-05:30 0.1' is not per day, as in 0.31/day",
        assertThrows(IllegalArgumentException.class, () -> Money.parse(Setting.STANDING, "0.50/day; 00:30-05:30 0.1")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "310000 | 0.3100 a kWh",
        "310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000"
            + " | 0.3100 a kWh; 00:30 to 05:30 0.0750; Monday to Friday 16:00 to 19:00 0.4200",
        "0; Mo,We-Th,Su 22:00-24:00 -1 | 0.0000 a kWh; Monday, Wednesday to Thursday, Sunday 22:00 to 24:00 -0.000001"
      })
  void aTariffIsSaidInWords(String tariff, String words) {
    var value = new Value.Rates(TariffText.parse(tariff, Long::parseLong));
    assertEquals(Optional.of(words), Money.words(Setting.PRICE, value));
  }

  @Test
  void aStandingChargeIsSaidPerDayAndWattsAreNoMoney() {
    assertEquals(Optional.of("0.5000 a day"), Money.words(Setting.STANDING, new Value.Whole(500_000)));
    assertEquals(Optional.empty(), Money.words(Setting.ALERT_THRESHOLD, new Value.Whole(500_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"310000", "-5", "310000; 00:30-05:30 75000", "1; Mo-Fr 16:00-19:00 420001; Su 23:00-01:00 -7", "1; Sa-Su 00:00-24:00 2"})
  void aTariffIsReadAsItIsWritten(String tariff) {
    var value = new Value.Rates(TariffText.parse(tariff, Long::parseLong));
    assertEquals(tariff, Money.parse(Setting.PRICE, Money.written(Setting.PRICE, value)));
  }

  @Property
  void everyAmountIsReadAsItIsShown(@ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long micros) {
    assertEquals(Long.toString(micros), Money.parse(Setting.STANDING, Money.text(micros)));
  }
}
