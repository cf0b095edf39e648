package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How late readings correct published cohorts and comparisons. */
class CorrectedCohortsTest {
  private final Story story = new Story();

  @AfterEach
  void everyStoryEndsAsAReplayDoes() {
    story.endsAsAReplay();
  }

  @Test
  void aLateReadingMovesItsDeviceToAnotherCohortAndTheEmptiedOneIsDeleted() {
    story.cohort("m1", "flats", "Mon 00:00");
    story.cohort("m2", "houses", "Mon 00:00");
    story.cohort("m1", "houses", "Mon 20:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m2", "Mon 10:00", 600);
    story.watermark("Tue 09:00");
    assertEquals("1 devices, 500000 mWh, median 500000", story.cohort("flats", "Mon"));
    assertEquals("1 devices, 300000 mWh, median 300000", story.cohort("houses", "Mon"));
    story.written();
    story.reading("m1", "Mon 21:00", 200, "Tue 10:00");
    story.watermark("Tue 11:00");
    assertEquals(
        List.of(
            "cohorts flats Mon deleted",
            "cohorts houses Mon",
            "comparisons m1 Mon",
            "comparisons m2 Mon",
            "usage m1 Mon UTC"),
        story.written());
    assertEquals("none", story.cohort("flats", "Mon"));
    assertEquals("2 devices, 900000 mWh, median 300000", story.cohort("houses", "Mon"));
    assertEquals("houses: 600000 mWh, 2 of 2", story.comparison("m1", "Mon"));
    assertEquals("houses: 300000 mWh, 1 of 2", story.comparison("m2", "Mon"));
  }

  @Test
  void aDeviceThatLateReadingsMoveToAnotherCohortAndBackIsInTheFirst() {
    story.cohort("m1", "flats", "Mon 00:00");
    story.cohort("m2", "flats", "Mon 00:00");
    story.cohort("m1", "houses", "Mon 20:00");
    story.cohort("m1", "flats", "Mon 22:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.reading("m2", "Mon 10:00", 600);
    story.watermark("Tue 09:00");
    assertEquals("flats: 500000 mWh, 2 of 2", story.comparison("m1", "Mon"));
    story.reading("m1", "Mon 21:00", 200, "Tue 10:00");
    story.watermark("Tue 11:00");
    assertEquals("houses: 600000 mWh, 1 of 1", story.comparison("m1", "Mon"));
    assertEquals("1 devices, 300000 mWh, median 300000", story.cohort("flats", "Mon"));
    story.reading("m1", "Mon 22:00", 200, "Tue 12:00");
    story.watermark("Tue 13:00");
    assertEquals("flats: 700000 mWh, 2 of 2", story.comparison("m1", "Mon"));
    assertEquals("none", story.cohort("houses", "Mon"));
  }

  @Test
  void ofManyMovesThatAreComparedAtOnceTheLastCounts() {
    story.cohort("m1", "a", "Mon 00:00");
    for (var hour = 1; hour < 20; hour++) {
      story.cohort("m1", "abcdefghijklmnopqrst".substring(hour, hour + 1), "Mon %02d:00".formatted(hour));
    }
    story.reading("m1", "Mon 00:00", 1000);
    for (var hour = 1; hour < 20; hour++) {
      story.reading("m1", "Mon %02d:00".formatted(hour), 1000);
    }
    // Every cohort is compared as far as it can be, one after the other.
    story.watermark("Tue 09:00");
    assertEquals("t: 10000000 mWh, 1 of 1", story.comparison("m1", "Mon"));
    assertEquals("none", story.cohort("s", "Mon"));
  }

  @Test
  void theRemainingDevicesAreRankedAgain() {
    for (var device : List.of("m1", "m2", "m3")) {
      story.cohort(device, "flats", "Mon 00:00");
    }
    story.cohort("m1", "houses", "Mon 20:00");
    story.reading("m1", "Mon 10:00", 200);
    story.reading("m2", "Mon 10:00", 600);
    story.reading("m3", "Mon 10:00", 800);
    story.watermark("Tue 09:00");
    assertEquals("flats: 300000 mWh, 2 of 3", story.comparison("m2", "Mon"));
    story.reading("m1", "Mon 21:00", 200, "Tue 10:00");
    story.watermark("Tue 11:00");
    assertEquals("2 devices, 700000 mWh, median 300000", story.cohort("flats", "Mon"));
    assertEquals("flats: 300000 mWh, 1 of 2", story.comparison("m2", "Mon"));
    assertEquals("flats: 400000 mWh, 2 of 2", story.comparison("m3", "Mon"));
    assertEquals("houses: 200000 mWh, 1 of 1", story.comparison("m1", "Mon"));
  }

  @Test
  void aLateReadingTakesItsDeviceOutOfEveryCohort() {
    story.cohort("m1", "flats", "Mon 00:00");
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Mon 12:00");
    assertEquals("flats: 500000 mWh, 1 of 1", story.comparison("m1", "Mon"));
    story.clear("device:m1", "cohort", "Mon 20:00");
    story.watermark("Tue 09:00");
    story.written();
    story.reading("m1", "Mon 21:00", 200, "Tue 10:00");
    story.watermark("Tue 11:00");
    assertEquals(
        List.of("cohorts flats Mon deleted", "comparisons m1 Mon deleted", "usage m1 Mon UTC"), story.written());
  }

  @Test
  void theLatestAllowedReadingStillCorrectsTheComparison() {
    story.set("everyone", "timezone", "-12:00", "Mon 00:00");
    story.cohort("m1", "flats", "Mon 00:00");
    story.cohort("m2", "flats", "Mon 00:00");
    story.reading("m1", "Tue 10:00", 1000);
    story.reading("m2", "Tue 10:00", 1200);
    story.watermark("Fri 11:00");
    story.written();
    // The last millisecond of Monday there; so long that lateness counts from a day after its start; as late as allowed.
    story.reading("m1", "Tue 11:59:59.999", Duration.ofDays(2), 10, "Fri 11:59:59.999");
    story.watermark("Sat 00:00");
    assertEquals(
        List.of("cohorts flats Mon", "comparisons m1 Mon", "comparisons m2 Mon", "usage m1 Mon -12:00"),
        story.written());
    assertEquals("flats: 980000 mWh, 2 of 2", story.comparison("m1", "Mon"));
  }
}
