package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prices by local time, prices of energy sent back, standing charges, and the part of a day that is covered. Kilowatts for half an hour. */
class TariffsTest {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String EXPORT = "price.export.micros.per.kwh";
  private static final String STANDING = "standing.micros.per.day";

  private final Story story = new Story();

  @AfterEach
  void everyStoryEndsAsAReplayDoes() {
    story.endsAsAReplay();
  }

  @Test
  void aReadingCostsTheRateAtItsLocalStart() {
    story.set("everyone", "timezone", "Europe/Berlin", "Mon 00:00");
    story.set("everyone", PRICE, "300000; 22:00-06:00 100000", "Mon 00:00");
    story.reading("m1", "Mon 04:30", 2000); // 05:30 in Berlin.
    story.reading("m1", "Mon 05:00", 2000);
    story.reading("m1", "Mon 20:30", 2000);
    story.reading("m1", "Mon 21:00", 2000);
    story.watermark("Tue 12:00");
    // 05:30 at 100000, 06:00 and 21:30 at 300000, 22:00 at 100000.
    assertEquals("800000", story.cell("usage", "m1", "Mon", "cost_micros"));
  }

  @Test
  void aRateOfWorkingDaysDoesNotApplyOnASaturday() {
    story.set("everyone", PRICE, "100000; Mo-Fr 08:00-20:00 400000", "Mon 00:00");
    story.reading("m1", "Fri 12:00", 2000);
    story.reading("m1", "Sat 12:00", 2000);
    story.watermark("Sun 12:00");
    assertEquals("400000", story.cell("usage", "m1", "Fri", "cost_micros"));
    assertEquals("100000", story.cell("usage", "m1", "Sat", "cost_micros"));
  }

  @Test
  void aRelativeChangeChangesEveryRate() {
    story.set("everyone", PRICE, "300000; 22:00-06:00 100000", "Mon 00:00");
    story.add("everyone", PRICE, "50000", "Tue 00:00");
    story.reading("m1", "Tue 01:00", 2000);
    story.reading("m1", "Tue 12:00", 2000);
    story.watermark("Wed 12:00");
    assertEquals("500000", story.cell("usage", "m1", "Tue", "cost_micros"));
  }

  @Test
  void energySentBackHasItsOwnPriceIfThereIsOne() {
    story.set("everyone", PRICE, "300000", "Mon 00:00");
    story.set("everyone", EXPORT, "80000", "Tue 00:00");
    story.reading("m1", "Mon 12:00", -2000);
    story.reading("m1", "Tue 12:00", -2000);
    story.reading("m1", "Tue 18:00", 2000);
    story.watermark("Wed 12:00");
    assertEquals("-300000", story.cell("usage", "m1", "Mon", "cost_micros"));
    assertEquals("220000", story.cell("usage", "m1", "Tue", "cost_micros"));
  }

  @Test
  void aPriceForEnergySentBackIsNoneForOtherEnergy() {
    story.set("everyone", EXPORT, "80000", "Mon 00:00");
    story.reading("m1", "Mon 12:00", -2000);
    story.reading("m1", "Tue 12:00", 0);
    story.watermark("Wed 12:00");
    assertEquals("-80000", story.cell("usage", "m1", "Mon", "cost_micros"));
    assertEquals("-", story.cell("usage", "m1", "Tue", "cost_micros"));
  }

  @Test
  void theStandingChargeIsThatAtTheFirstReadingOfTheDate() {
    story.set("everyone", STANDING, "500000", "Mon 00:00");
    story.set("everyone", STANDING, "700000", "Mon 12:00");
    story.reading("m1", "Mon 11:30", 1000);
    story.reading("m1", "Mon 12:00", 1000);
    story.reading("m1", "Tue 00:00", 1000);
    story.watermark("Wed 12:00");
    assertEquals("500000", story.cell("usage", "m1", "Mon", "standing_micros"));
    assertEquals("700000", story.cell("usage", "m1", "Tue", "standing_micros"));
  }

  @Test
  void anEarlierReadingThatIsLateBringsItsStandingCharge() {
    story.set("everyone", STANDING, "500000", "Mon 00:00");
    story.set("everyone", STANDING, "700000", "Mon 12:00");
    story.reading("m1", "Mon 12:00", 1000);
    story.watermark("Mon 14:00");
    assertEquals("700000", story.cell("usage", "m1", "Mon", "standing_micros"));
    story.reading("m1", "Mon 11:30", 1000, "Mon 15:00");
    story.watermark("Mon 17:00");
    assertEquals("500000", story.cell("usage", "m1", "Mon", "standing_micros"));
  }

  @Test
  void whatTwoReadingsCoverCountsOnce() {
    story.reading("m1", "Mon 10:00", Duration.ofHours(2), 1000, "Mon 12:00");
    story.reading("m1", "Mon 11:00", Duration.ofHours(2), 1000, "Mon 13:00");
    story.reading("m1", "Mon 11:30", Duration.ofMinutes(30), 1000, "Mon 13:00");
    story.watermark("Tue 12:00");
    assertEquals("10800", story.cell("usage", "m1", "Mon", "covered_seconds"));
  }

  @Test
  void aDeviceThatCoversTooLittleOfTheDayIsNotCompared() {
    story.set("cohort:flats", "compare.least.percent", "5", "Mon 00:00");
    story.cohort("m1", "flats", "Mon 00:00");
    story.cohort("m2", "flats", "Mon 00:00");
    for (var at : new String[] {"Mon 10:00", "Mon 10:30", "Mon 11:00"}) {
      story.reading("m1", at, 1000); // Three half hours are 6.25 % of the day.
    }
    story.reading("m2", "Mon 10:00", 1000);
    story.reading("m2", "Mon 10:30", 1000);
    story.watermark("Mon 13:00");
    assertEquals("flats: 1500000 mWh, 1 of 1", story.comparison("m1", "Mon"));
    assertEquals("none", story.comparison("m2", "Mon"));
    story.reading("m2", "Mon 20:00", 1000);
    story.watermark("Mon 22:00");
    assertEquals("flats: 1500000 mWh, 1 of 2", story.comparison("m2", "Mon"));
    assertEquals("2 devices, 3000000 mWh, median 1500000", story.cohort("flats", "Mon"));
  }
}
