package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When results are first published, before any correction. */
class FirstResultsTest {
  private Story story = new Story();

  @AfterEach
  void everyStoryEndsAsAReplayDoes() {
    story.endsAsAReplay();
  }

  @Test
  void firstResultsArePublishedWhenTheWatermarkPassesAWindow() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Mon 10:59:59.999");
    assertEquals(List.of(), story.written());
    story.watermark("Mon 11:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("500000 mWh, 150000 micros, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void firstResultsIncludeTheReadingsThatTheyWaitFor() {
    story = Story.withWait(Duration.ofMinutes(40));
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Mon 10:30", 1000, "Mon 11:39:59.999");
    story.watermark("Mon 11:00");
    assertEquals("1000000 mWh, no price, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
  }

  @Test
  void aReadingLoggedAfterTheWaitIsACorrection() {
    story = Story.withWait(Duration.ofMinutes(40));
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m1", "Mon 10:30", 1000, "Mon 11:40");
    story.watermark("Mon 11:00");
    assertEquals("500000 mWh, no price, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
    story.watermark("Mon 12:00");
    assertEquals("1000000 mWh, no price, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void resultsAreUnchangedUntilALateReadingArrives() {
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Mon 11:00");
    story.reading("m1", "Mon 10:30", 1000, "Tue 13:10");
    story.watermark("Tue 13:59:59.999");
    assertEquals("500000 mWh, no price, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
    story.watermark("Tue 14:00");
    assertEquals("1000000 mWh, no price, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aBurstInOneWindowWritesEachRowOnce() {
    for (var minute = 0; minute < 60; minute += 2) {
      var at = "Mon 10:%02d".formatted(minute);
      story.reading("m1", at, Duration.ofMinutes(2), 3000, "Mon 11:05");
    }
    story.watermark("Mon 12:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("3000000 mWh, no price, 30 readings, peak 3000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aBurstOfLateReadingsInOneWindowWritesEachRowOnce() {
    story.threshold(1500);
    story.reading("m1", "Mon 09:30", 2000);
    story.watermark("Mon 23:00");
    story.written();
    for (var hour = 10; hour < 20; hour++) {
      story.reading("m1", "Mon %d:00".formatted(hour), 2000, "Tue 13:%d".formatted(hour));
    }
    story.watermark("Tue 14:00");
    assertEquals(List.of("alerts m1 Mon 09:30", "usage m1 Mon UTC"), story.written());
    assertEquals("11000000 mWh, no price, 11 readings, peak 2000 W", story.usage("m1", "Mon"));
  }

  @Test
  void readingsInOrderAcrossPartitionsAreCombined() {
    story.threshold(1500);
    story.readingFrom(0, "m1", "Mon 10:00", 1000);
    story.readingFrom(1, "m1", "Mon 10:30", 2000);
    story.readingFrom(0, "m1", "Mon 11:00", 2500);
    story.readingFrom(1, "m1", "Mon 11:30", 500);
    story.watermark("Mon 13:00");
    hasOneAlertOnMonday();
  }

  @Test
  void readingsOutOfOrderAcrossPartitionsGiveTheSameRows() {
    story.threshold(1500);
    story.readingFrom(1, "m1", "Mon 10:30", 2000);
    story.readingFrom(1, "m1", "Mon 11:30", 500);
    story.readingFrom(0, "m1", "Mon 10:00", 1000);
    story.readingFrom(0, "m1", "Mon 11:00", 2500);
    story.watermark("Mon 13:00");
    hasOneAlertOnMonday();
  }

  private void hasOneAlertOnMonday() {
    assertEquals("3000000 mWh, no price, 4 readings, peak 2500 W", story.usage("m1", "Mon"));
    assertEquals(
        List.of("Mon 10:30 to Mon 11:30: 2 readings, 2250000 mWh, peak 2500 over 1500 W"), story.alerts("m1"));
  }
}
