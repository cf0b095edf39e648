package io.meterline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Reason;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final Instant LOGGED = Instant.parse("2013-01-01T00:00:00Z");

  @Test
  void viewsAreEqualWhateverTheOrderAndRevisionOfTheirRows() {
    var some = Views.of(List.of(comparison(1, "A", 5), comparison(1, "B", 6), rejected(0), rejected(1)));
    var others = Views.of(List.of(rejected(1), comparison(2, "B", 6), comparison(7, "A", 5), rejected(0)));

    assertEquals(some, others);
    assertEquals("", some.diff(others));
  }

  @Test
  void aRejectedRowIsReadWithoutItsDetail() {
    var expected = new RejectedEvent(Kind.SETTING, Reason.BAD_VALUE, 2, 9, LOGGED);

    assertEquals(List.of(expected), Views.of(List.of(rejected(9))).rejected());
  }

  @Test
  void theDifferenceNamesRowsByTheirViewAndPutsThoseOfAKeyTogether() {
    var expected = Views.of(List.of(comparison(0, "A", 5), comparison(0, "B", 6), rejected(0), rejected(0)));
    var actual = Views.of(List.of(comparison(0, "A", 4), comparison(0, "C", 7), comparison(0, "B", 6), rejected(0)));

    var event = "RejectedEvent[kind=SETTING, reason=BAD_VALUE, partition=2, offset=0, loggedAt=2013-01-01T00:00:00Z]";
    assertEquals(
        """
        comparisons: 1 of 2 rows missing, 2 of 3 unexpected
          + comparisons device=A date=2013-01-01 cohort=north milliwatt_hours=4 rank=1 devices=1 covered_seconds=1800
          - comparisons device=A date=2013-01-01 cohort=north milliwatt_hours=5 rank=1 devices=1 covered_seconds=1800
          + comparisons device=C date=2013-01-01 cohort=north milliwatt_hours=7 rank=1 devices=1 covered_seconds=1800
        rejected: 1 of 2 rows missing, 0 of 1 unexpected
          - %s
        """
            .formatted(event),
        expected.diff(actual).replace(System.lineSeparator(), "\n"));
  }

  private static Row comparison(long revision, String device, long energy) {
    return Comparison.COMPARISONS.row(revision, device, LocalDate.parse("2013-01-01"), "north", energy, 1L, 1L, 1800L);
  }

  private static Row rejected(long offset) {
    return Rejected.VIEW.row(
        0, "SETTING", 2, offset, "BAD_VALUE", "no number", Optional.of(LOGGED), "everyone price x");
  }
}
