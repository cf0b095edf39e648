package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TariffTest {
  private static final String NIGHT = "310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000";

  @Test
  void aWholeNumberAloneIsATariffThatIsTheSameAtAllTimes() {
    var flat = tariff("310000");
    assertTrue(flat.isFlat());
    assertEquals(Tariff.flat(310000), flat);
    assertEquals(310000, flat.rateAt(0));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-01T00:29:59.999, 310000",
    "2024-03-01T00:30, 75000",
    "2024-03-01T05:29:59.999, 75000",
    "2024-03-01T05:30, 310000",
    "2024-03-01T16:00, 420000", // A Friday.
    "2024-03-01T19:00, 310000",
    "2024-03-02T16:00, 310000", // A Saturday.
    "1969-12-31T16:00, 420000" // A Wednesday.
  })
  void aSpanHoldsFromItsStartUntilBeforeItsEndOnItsDays(LocalDateTime local, long rate) {
    assertEquals(rate, tariff(NIGHT).rateAt(millis(local)));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-03T23:00, 1", // Sunday
    "2024-03-04T05:59, 1", // Monday morning, of Sunday's span, over the end of the week.
    "2024-03-04T23:00, 0",
    "2024-03-02T05:59, 2", // Saturday morning, of Friday's span.
    "2024-03-01T05:59, 0",
    "2024-03-01T22:00, 2"
  })
  void aSpanOverMidnightBelongsToTheDayOnWhichItBegins(LocalDateTime local, long rate) {
    assertEquals(rate, tariff("0; Su 22:00-06:00 1; Fr 22:00-06:00 2").rateAt(millis(local)));
  }

  @Test
  void theFirstEntryThatHoldsGivesTheRate() {
    var tariff = tariff("0; 08:00-12:00 1; 10:00-14:00 2");
    assertEquals(1, tariff.rateAt(millis(LocalDateTime.parse("2024-03-01T11:00"))));
    assertEquals(2, tariff.rateAt(millis(LocalDateTime.parse("2024-03-01T12:00"))));
  }

  @Test
  void theRateIsTheSameUntilTheTimeThatItSays() {
    var tariff = tariff(NIGHT);
    var local = millis(LocalDateTime.parse("2024-03-01T04:00"));
    assertEquals(millis(LocalDateTime.parse("2024-03-01T05:30")), tariff.until(local));
    assertEquals(millis(LocalDateTime.parse("2024-03-01T16:00")), tariff.until(tariff.until(local)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+0310000;00:30-05:30   75000 | 310000; 00:30-05:30 75000",
        "1; Fr,Mo,Tu,We,Th 10:00-11:00 2 | 1; Mo-Fr 10:00-11:00 2",
        "1; Mo-Su 10:00-11:00 -2 | 1; 10:00-11:00 -2",
        "1; Sa-Mo 10:00-11:00 2 | 1; Mo,Sa-Su 10:00-11:00 2",
        "1; 22:00-00:00 2 | 1; 22:00-24:00 2",
        "1; 22:00-06:00 2 | 1; 22:00-06:00 2"
      })
  void aTariffHasOneCanonicalText(String text, String canonical) {
    assertEquals(canonical, tariff(text).toString());
    assertEquals(tariff(text), tariff(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1;", "1; 2", "1; 10:00-10:00 2", "1; 00:00-00:00 2", "1; 24:00-10:00 2", "1; 10:00-24:01 2", "1; 10:60-11:00 2", "1; 9:00-10:00 2", "1; Mon 09:00-10:00 2",
        "1; Mo- 09:00-10:00 2", "1; Mo,,Tu 09:00-10:00 2", "1; Mo 09:00 - 10:00 2"
      })
  void whatIsNoTariffIsRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> tariff(text));
  }

  @Test
  void aTariffHasAtMostARateForEachHalfHourOfAWeek() {
    assertEquals(336, tariff("0" + "; 12:00-13:00 1".repeat(336)).rates().size());
    var refusal = assertThrows(IllegalArgumentException.class, () -> tariff("0" + "; 12:00-13:00 1".repeat(337)));
    assertEquals("the tariff has 337 entries, must be at most 336", refusal.getMessage());
  }

  @Test
  void itsBytesAreReadBackAsTheSameTariff() {
    for (var text : new String[] {"-1000000000000", NIGHT, "0; Su 22:00-06:00 -1; 00:00-24:00 1000000000000"}) {
      var value = new Value.Rates(tariff(text));
      var out = new WireOutput();
      value.write(out);
      assertEquals(value, Value.Rates.read(new WireInput(out.toBytes())));
    }
  }

  private static Tariff tariff(String text) {
    return TariffText.parse(text, Long::parseLong);
  }

  private static long millis(LocalDateTime local) {
    return local.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
