package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Late readings, replacements and duplicates, one small story each: what is published again, and what is not. */
class CorrectionsTest {
  private Story story = new Story();

  @AfterEach
  void everyStoryEndsAsAReplayDoes() {
    story.endsAsAReplay();
  }

  @Test
  void aLateReadingAddsToItsDayAtAHigherRevisionAndChangesNoOtherRow() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Mon 10:30", 1000);
    story.reading("m2", "Mon 10:00", 800);
    story.reading("m1", "Tue 10:00", 1000);
    story.watermark("Tue 12:00");
    var revision = story.usageRevision("m1", "Mon");
    assertEquals(0, story.corrected());
    story.written();
    story.reading("m1", "Mon 11:00", 2000, "Tue 13:10");
    story.watermark("Tue 14:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("2000000 mWh, 600000 micros, 3 readings, peak 2000 W", story.usage("m1", "Mon"));
    assertTrue(story.usageRevision("m1", "Mon") > revision);
    // One row of usage: a device without a cohort is not compared.
    assertEquals(1, story.corrected());
  }

  @Test
  void aLateReadingBeforeAllOthersOfItsDeviceAddsItsDay() {
    story.reading("m1", "Tue 10:00", 1000);
    story.watermark("Tue 11:00");
    story.written();
    story.reading("m1", "Mon 10:00", 2000, "Tue 13:10");
    story.watermark("Tue 14:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("1000000 mWh, no price, 1 readings, peak 2000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aLateReadingOfADeviceThatFellSilentAddsToItsDay() {
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m2", "Mon 10:00", 1000);
    story.watermark("Wed 09:00");
    story.written();
    story.reading("m1", "Mon 09:30", 1000, "Wed 09:30");
    story.watermark("Wed 10:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("1000000 mWh, no price, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aDeviceSilentForDaysSendsEverythingAtOnceAndEachDayIsWrittenOnce() {
    story = Story.withLateness(Duration.ofDays(7));
    story.price("everyone", 300_000, "Mon 00:00");
    story.price("everyone", 100_000, "Wed 00:00");
    story.reading("m1", "Mon 09:00", 1000);
    for (var day : List.of("Mon", "Tue", "Wed", "Thu")) {
      story.reading("m2", day + " 10:00", 1000);
    }
    story.watermark("Thu 12:00");
    story.written();
    for (var day : List.of("Mon", "Tue", "Wed", "Thu")) {
      story.reading("m1", day + " 10:00", 2000, "Fri 09:00");
      story.reading("m1", day + " 10:30", 2000, "Fri 09:00");
    }
    story.watermark("Fri 10:00");
    assertEquals(
        List.of("usage m1 Mon UTC", "usage m1 Thu UTC", "usage m1 Tue UTC", "usage m1 Wed UTC"), story.written());
    assertEquals("2500000 mWh, 750000 micros, 3 readings, peak 2000 W", story.usage("m1", "Mon"));
    assertEquals("2000000 mWh, 600000 micros, 2 readings, peak 2000 W", story.usage("m1", "Tue"));
    assertEquals("2000000 mWh, 200000 micros, 2 readings, peak 2000 W", story.usage("m1", "Wed"));
    assertEquals("2000000 mWh, 200000 micros, 2 readings, peak 2000 W", story.usage("m1", "Thu"));
  }

  @Test
  void aLateReadingIsAddedToReadingsOfItsDayThatHaveExpired() {
    story.reading("m1", "Mon 09:00", 1000);
    story.reading("m1", "Mon 09:30", 1000);
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Mon 10:30", 1000);
    story.reading("m1", "Thu 10:00", 1000);
    // Readings are kept for two days, a day and an hour: from Monday at 10:00 on.
    story.watermark("Thu 11:00");
    story.written();
    story.reading("m1", "Mon 11:30", Duration.ofDays(1), 100, "Thu 11:30");
    story.watermark("Thu 12:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("4400000 mWh, no price, 5 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReplacementAnHourBehindTheWatermarkAndAsLateAsAllowedStillCounts() {
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Thu 10:00", 1000);
    story.watermark("Thu 11:00");
    story.written();
    story.readingFrom(7, "m1", "Mon 10:00", Duration.ofDays(1), 100, "Thu 10:00");
    story.watermark("Thu 12:00");
    assertEquals(List.of("rejected SUPERSEDED, logged Mon 10:30", "usage m1 Mon UTC"), story.written());
    assertEquals("2400000 mWh, no price, 1 readings, peak 100 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReplacementSupersedesTheReadingWhichIsRejectedOnce() {
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Mon 12:00");
    story.written();
    story.reading("m1", "Mon 10:00", 1200, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(List.of("rejected SUPERSEDED, logged Mon 10:30", "usage m1 Mon UTC"), story.written());
    assertEquals("600000 mWh, no price, 1 readings, peak 1200 W", story.usage("m1", "Mon"));
    // Replays both once more.
    story.reading("m1", "Mon 09:30", 1000, "Mon 20:00");
    story.watermark("Mon 21:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("1100000 mWh, no price, 2 readings, peak 1200 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReplacementOfTheLatestReadingSupersedesIt() {
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Mon 10:30", 1000);
    story.watermark("Mon 12:00");
    story.reading("m1", "Mon 10:30", 3000, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals("2000000 mWh, no price, 2 readings, peak 3000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReplacementThatWasLoggedBeforeAnotherButArrivesAfterItDoesNotCount() {
    story.readingFrom(0, "m1", "Mon 10:00", 1000);
    story.watermark("Mon 11:00");
    story.written();
    // Both logged at 10:30; the higher partition is the later one.
    story.readingFrom(3, "m1", "Mon 10:00", 1200);
    story.watermark("Mon 12:00");
    assertEquals("600000 mWh, no price, 1 readings, peak 1200 W", story.usage("m1", "Mon"));
    story.written();
    story.readingFrom(2, "m1", "Mon 10:00", 1400);
    story.watermark("Mon 13:00");
    assertEquals(List.of("rejected SUPERSEDED, logged Mon 10:30"), story.written());
    assertEquals("600000 mWh, no price, 1 readings, peak 1200 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReadingSentTwiceOnlyAddsARejection() {
    story.cohort("m1", "flats", "Mon 00:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Mon 12:00");
    story.written();
    story.reading("m1", "Mon 10:00", 1000, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(List.of("rejected SUPERSEDED, logged Mon 10:30"), story.written());
    assertEquals("500000 mWh, no price, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReadingSentTwiceInAWindowCountsOnce() {
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Mon 10:00", 1000, "Mon 10:31");
    story.watermark("Mon 11:00");
    assertEquals(List.of("rejected SUPERSEDED, logged Mon 10:30", "usage m1 Mon UTC"), story.written());
    assertEquals("500000 mWh, no price, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReadingInTimeWritesOnlyTheRowOfItsOwnDay() {
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Mon 11:00");
    story.written();
    // Monday is not over west of UTC, so its row is not final.
    story.reading("m1", "Tue 10:00", 1000);
    story.watermark("Tue 11:00");
    assertEquals(List.of("usage m1 Tue UTC"), story.written());
  }

  @Test
  void nothingIsWrittenForWindowsWithoutReadings() {
    story.threshold(1500);
    story.price("everyone", 300_000, "Mon 00:00");
    story.cohort("m1", "flats", "Mon 00:00");
    story.reading("m1", "Mon 10:00", 2000);
    story.watermark("Mon 11:00");
    assertEquals(4, story.written().size());
    for (var hour = 12; hour < 24; hour++) {
      story.watermark("Mon %d:00".formatted(hour));
    }
    story.watermark("Sun 23:00");
    assertEquals(List.of(), story.written());
  }

  @Test
  void nothingIsWrittenForAWindowThatChangesNothing() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.cohort("m1", "flats", "Mon 00:00");
    story.reading("m1", "Mon 10:00", 2000);
    story.watermark("Mon 11:00");
    story.written();
    story.price("everyone", 300_000, "Mon 12:00");
    story.cohort("m1", "flats", "Mon 12:00");
    story.reading("m1", "Mon 10:00", 2000, "Mon 12:30");
    story.watermark("Mon 14:00");
    assertEquals(List.of("rejected SUPERSEDED, logged Mon 10:30"), story.written());
  }
}
