package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When settings take effect, and that a late reading gets the settings of its own time. */
class SettingsOverTimeTest {
  private final Story story = new Story();

  @AfterEach
  void everyStoryEndsAsAReplayDoes() {
    story.endsAsAReplay();
  }

  @Test
  void aChangeLoggedLateHoldsFromWhenItWasLogged() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.set("everyone", "price.micros.per.kwh", "100000", "Mon 06:00", "Mon 12:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Mon 12:00", 1000);
    story.watermark("Mon 14:00");
    assertEquals("1000000 mWh, 200000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
    // Also for a reading that arrives after the change.
    story.reading("m1", "Mon 11:30", 1000, "Tue 13:00");
    story.watermark("Tue 14:00");
    assertEquals("1500000 mWh, 350000 micros, 3 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aChangeLoggedLateChangesNothingThatWasPublished() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Mon 12:00");
    story.written();
    story.set("everyone", "price.micros.per.kwh", "100000", "Mon 06:00", "Mon 13:00");
    story.watermark("Tue 12:00");
    assertEquals(List.of(), story.written());
    assertEquals("500000 mWh, 150000 micros, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aCorrectionOfThePastDoesNotOverrideALaterPriceThatWasKnown() {
    story.price("everyone", 100_000, "Mon 00:00");
    story.set("everyone", "price.micros.per.kwh", "300000", "Tue 00:00", "Mon 01:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Tue 02:00");
    story.set("everyone", "price.micros.per.kwh", "250000", "Mon 06:00", "Tue 03:00");
    story.reading("m1", "Tue 10:00", 1000);
    story.watermark("Tue 12:00");
    assertEquals("500000 mWh, 50000 micros, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
    assertEquals("500000 mWh, 150000 micros, 1 readings, peak 1000 W", story.usage("m1", "Tue"));
    // A late reading gets the price that was in force, not the corrected one.
    story.reading("m1", "Mon 11:00", 1000, "Tue 13:00");
    story.watermark("Tue 15:00");
    assertEquals("1000000 mWh, 100000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aMembershipOfThePastLoggedLateDoesNotMoveAHomeBack() {
    story.price("plan:old", 100_000, "Mon 00:00");
    story.price("plan:new", 300_000, "Mon 00:00");
    story.set("device:m1", "plan", "new", "Mon 12:00");
    story.set("device:m1", "plan", "old", "Mon 01:00", "Mon 20:00");
    story.reading("m1", "Mon 21:00", 1000);
    story.watermark("Tue 01:00");
    assertEquals("500000 mWh, 150000 micros, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aCorrectionBeforeARelativeChangeTakesEffectWhenItIsLogged() {
    story.price("everyone", 100_000, "Mon 00:00");
    story.add("everyone", "price.micros.per.kwh", "20000", "Mon 12:00");
    story.set("everyone", "price.micros.per.kwh", "200000", "Mon 06:00", "Mon 18:00");
    story.reading("m1", "Mon 17:30", 1000);
    story.reading("m1", "Mon 18:00", 1000);
    story.watermark("Tue 01:00");
    assertEquals("1000000 mWh, 170000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aChangeAnnouncedEarlyHoldsFromWhenItTakesEffect() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.set("everyone", "price.micros.per.kwh", "100000", "Tue 12:00", "Mon 01:00");
    story.reading("m1", "Tue 11:00", 1000);
    story.watermark("Tue 12:00");
    assertEquals("500000 mWh, 150000 micros, 1 readings, peak 1000 W", story.usage("m1", "Tue"));
    story.reading("m1", "Tue 12:00", 1000);
    story.watermark("Tue 13:00");
    assertEquals("1000000 mWh, 200000 micros, 2 readings, peak 1000 W", story.usage("m1", "Tue"));
  }

  @Test
  void aChangeOfTheTimeZoneDoesNotMoveLateReadingsFromBeforeIt() {
    story.set("everyone", "timezone", "Asia/Kolkata", "Mon 20:00");
    story.reading("m1", "Mon 19:30", 1000);
    // It is already Tuesday in India.
    story.reading("m1", "Mon 20:00", 2000);
    story.watermark("Mon 22:00");
    assertEquals(
        List.of("usage m1 Mon UTC", "usage m1 Tue Asia/Kolkata"), story.written().stream().distinct().toList());
    story.reading("m1", "Mon 19:00", 1000, "Tue 13:00");
    story.watermark("Tue 14:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
  }

  @Test
  void aLateReadingGetsThePriceThatWasInForceWhenItStartedNotTodays() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.price("everyone", 100_000, "Tue 00:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Tue 10:00", 1000);
    story.watermark("Tue 12:00");
    story.reading("m1", "Mon 11:00", 1000, "Tue 13:00");
    story.watermark("Tue 14:00");
    assertEquals("1000000 mWh, 300000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
    assertEquals("500000 mWh, 50000 micros, 1 readings, peak 1000 W", story.usage("m1", "Tue"));
  }

  @Test
  void aLateReadingGetsTheOwnPriceThatItsDeviceHadThen() {
    story.price("device:m1", 300_000, "Mon 00:00");
    story.price("device:m1", 100_000, "Mon 10:30");
    story.reading("m1", "Mon 10:30", 1000);
    story.watermark("Mon 12:00");
    story.reading("m1", "Mon 10:00", 1000, "Tue 13:00");
    story.watermark("Tue 14:00");
    assertEquals("1000000 mWh, 200000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aLateReadingGetsThePriceOfThePlanThatItsDeviceWasOn() {
    story.price("plan:day", 300_000, "Mon 00:00");
    story.price("plan:night", 100_000, "Mon 00:00");
    story.set("device:m1", "plan", "day", "Mon 00:00");
    story.set("device:m1", "plan", "night", "Mon 20:00");
    story.reading("m1", "Mon 20:00", 1000);
    story.watermark("Mon 22:00");
    story.reading("m1", "Mon 19:30", 1000, "Tue 13:00");
    story.watermark("Tue 14:00");
    assertEquals("1000000 mWh, 200000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReadingBehindTheWatermarkDoesNotChangeThePriceOfOthers() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.price("everyone", 100_000, "Mon 11:00");
    story.reading("m1", "Mon 11:00", 1000);
    story.watermark("Mon 12:00");
    // Logged at 10:30, but read after the watermark had passed 12:00.
    story.readingFrom(7, "m1", "Mon 10:00", 1000);
    story.watermark("Mon 13:00");
    assertEquals("1000000 mWh, 200000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }
}
