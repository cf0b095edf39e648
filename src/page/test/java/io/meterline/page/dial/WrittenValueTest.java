package io.meterline.page.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.meterline.model.settings.ProposedText.Op;
import io.meterline.model.settings.Setting;
import io.meterline.page.Refusal;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenValueTest {
  @ParameterizedTest
  @CsvSource({"EUR, 0.25 EUR", "EUR, €0.25/kWh", "EUR, 0.25 €/kWh", "USD, US$0.25", "USD, $ 0.25", "ZMW, K0.25/kWh", "ZMW, 0.25 a kWh"})
  void aPriceMayHaveTheCurrencyOfThePage(String currency, String text) {
    assertEquals("250000", new WrittenValue(Optional.of(Currency.getInstance(currency))).operand(Setting.PRICE, Op.SET, text));
  }

  @Test
  void anotherCurrencyIsRefused() {
    var euros = new WrittenValue(Optional.of(Currency.getInstance("EUR")));
    assertThrows(Refusal.class, () -> euros.operand(Setting.PRICE, Op.SET, "0.25 USD"));
    assertThrows(Refusal.class, () -> new WrittenValue(Optional.empty()).operand(Setting.PRICE, Op.SET, "0.25 EUR"));
  }
}
