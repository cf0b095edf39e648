package io.meterline.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void millionthsAreRoundedHalfEvenToHundredths() {
    assertEquals("0.00", Amounts.kwh(5_000));
    assertEquals("0.01", Amounts.kwh(5_001));
    assertEquals("0.02", Amounts.kwh(15_000));
    assertEquals("-0.02", Amounts.kwh(-15_000));
  }

  @Test
  void noAmountIsTooLargeToBeExact() {
    assertEquals("9,223,372,036,854.78", Amounts.money(OptionalLong.of(Long.MAX_VALUE)));
    assertEquals("-9,223,372,036,854.78", Amounts.kwh(Long.MIN_VALUE));
  }

  @Test
  void anUnknownCostIsNotZero() {
    assertEquals("-", Amounts.money(OptionalLong.empty()));
    assertEquals("0.00", Amounts.money(OptionalLong.of(0)));
  }

  @Test
  void aDurationOfMoreThanADayIsInHours() {
    assertEquals("26:05 h", Amounts.hours(Duration.ofMinutes(26 * 60 + 5)));
  }
}
