package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which readings are too late, to the millisecond. The allowed lateness is two days after their end. */
class LatenessTest {
  private final Story story = new Story();

  @AfterEach
  void everyStoryEndsAsAReplayDoes() {
    story.endsAsAReplay();
  }

  @Test
  void aReadingLoggedExactlyAtTheAllowedLatenessIsUsed() {
    story.reading("m1", "Mon 10:30", 1000);
    story.watermark("Wed 10:00");
    story.written();
    story.reading("m1", "Mon 10:00", 1000, "Wed 10:30");
    story.watermark("Wed 11:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    assertEquals("1000000 mWh, no price, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReadingLoggedAMillisecondLaterIsRejected() {
    story.reading("m1", "Mon 10:30", 1000);
    story.watermark("Wed 10:00");
    story.written();
    story.reading("m1", "Mon 10:00", 1000, "Wed 10:30:00.001");
    story.watermark("Wed 11:00");
    assertEquals(List.of("rejected TOO_LATE, logged Wed 10:30:00.001"), story.written());
    assertEquals("500000 mWh, no price, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void aReplacementThatIsTooLateSupersedesNothing() {
    story.reading("m1", "Mon 10:00", 1000);
    story.watermark("Wed 10:00");
    story.written();
    story.reading("m1", "Mon 10:00", 2000, "Wed 10:30:00.001");
    story.watermark("Wed 11:00");
    assertEquals(List.of("rejected TOO_LATE, logged Wed 10:30:00.001"), story.written());
    assertEquals("500000 mWh, no price, 1 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void anIntervalOfMoreThanADayCountsAsADay() {
    // From Monday to Wednesday midnight; a day of it is over on Tuesday, and two days later it is Thursday.
    story.reading("m1", "Mon 00:00", Duration.ofDays(2), 100, "Thu 00:00");
    story.reading("m2", "Mon 00:00", Duration.ofDays(2), 100, "Thu 00:00:00.001");
    story.watermark("Thu 01:00");
    assertEquals(
        List.of("rejected TOO_LATE, logged Thu 00:00:00.001", "usage m1 Mon UTC"), story.written());
    assertEquals("4800000 mWh, no price, 1 readings, peak 100 W", story.usage("m1", "Mon"));
  }

  @Test
  void theLongestIntervalAsLateAsAllowedIsMergedWithAllLaterReadings() {
    story.price("everyone", 300_000, "Mon 00:00");
    story.price("everyone", 100_000, "Mon 00:30");
    for (var day : List.of("Mon", "Tue", "Wed")) {
      story.reading("m1", day + " 12:00", 1000);
    }
    story.watermark("Thu 00:00");
    story.written();
    story.reading("m1", "Mon 00:00", Duration.ofDays(1), 100, "Thu 00:00");
    story.watermark("Thu 01:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
    // 2.4 kWh at 0.30 and 0.5 kWh at 0.10.
    assertEquals("2900000 mWh, 770000 micros, 2 readings, peak 1000 W", story.usage("m1", "Mon"));
  }

  @Test
  void ofReadingsThatASilentDeviceSendsAtOnceOnlyTheTooLateOnesAreRejected() {
    for (var day : List.of("Mon", "Tue", "Wed", "Thu")) {
      story.reading("m1", day + " 10:00", 2000, "Thu 10:30");
    }
    story.watermark("Thu 11:00");
    assertEquals(
        List.of("rejected TOO_LATE, logged Thu 10:30", "usage m1 Thu UTC", "usage m1 Tue UTC", "usage m1 Wed UTC"),
        story.written());
  }
}
