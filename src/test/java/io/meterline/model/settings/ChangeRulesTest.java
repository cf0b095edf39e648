package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price.micros.per.kwh | SET | 0.30 | '0.30' is not a whole number; price.micros.per.kwh is in millionths of the currency unit: 0.30 is 300000",
        "price.export.micros.per.kwh | SET | 1; 00:00-01:00 -0.1"
            + " | '-0.1' is not a whole number; price.export.micros.per.kwh is in millionths of the currency unit: -0.1 is -100000",
        "standing.micros.per.day | SET | 0.50 | '0.50' is not a whole number; standing.micros.per.day is in millionths of the currency unit: 0.50 is 500000",
        "price.micros.per.kwh | ADD | 0.02 | '0.02' is not a whole number; price.micros.per.kwh is in millionths of the currency unit: 0.02 is 20000",
        "alert.threshold.watts | SET | 0.50 | '0.50' is not a whole number of 64 bits",
        "alert.threshold.watts | ADD | 0.50 | '0.50' is not a whole number of 64 bits"
      })
  void aDecimalWhereMillionthsAreMeantSaysWhatItIsInMillionths(String name, String op, String value, String says) {
    var none = Optional.<String>empty();
    var at = Instant.EPOCH;
    var checked = new ChangeRules(Known.NOW).check(new LoggedChange("everyone", name, op, value, at, none, none, new Position(at, 0, 0)));
    assertEquals("BAD_VALUE: " + says, checked.match(SettingsChange::toString, refused -> refused.reason() + ": " + refused.detail()));
  }
}
