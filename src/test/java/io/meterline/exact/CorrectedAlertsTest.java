package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How late readings and replacements correct published alerts. */
class CorrectedAlertsTest {
  private final Story story = new Story();

  @AfterEach
  void everyStoryEndsAsAReplayDoes() {
    story.endsAsAReplay();
  }

  @Test
  void aLateReadingOpensANewAlert() {
    story.threshold(1500);
    story.set("everyone", "alert.sustain.minutes", "60", "Mon 00:00");
    story.reading("m1", "Mon 10:00", 2000);
    story.reading("m1", "Mon 11:00", 2500);
    story.reading("m1", "Mon 11:30", 500);
    story.watermark("Mon 13:00");
    assertEquals(List.of(), story.alerts("m1"));
    story.written();
    story.reading("m1", "Mon 10:30", 2000, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(List.of("alerts m1 Mon 10:00", "usage m1 Mon UTC"), story.written());
    assertEquals(
        List.of("Mon 10:00 to Mon 11:30: 3 readings, 3250000 mWh, peak 2500 over 1500 W"), story.alerts("m1"));
  }

  @Test
  void aLateReadingMovesTheOpeningOfAnAlertToAnEarlierStart() {
    story.threshold(1500);
    story.reading("m1", "Mon 10:30", 2000);
    story.reading("m1", "Mon 11:00", 500);
    story.watermark("Mon 13:00");
    assertEquals(
        List.of("Mon 10:30 to Mon 11:00: 1 readings, 1000000 mWh, peak 2000 over 1500 W"), story.alerts("m1"));
    story.written();
    story.reading("m1", "Mon 10:00", 3000, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(
        List.of("alerts m1 Mon 10:00", "alerts m1 Mon 10:30 deleted", "usage m1 Mon UTC"), story.written());
    assertEquals(
        List.of("Mon 10:00 to Mon 11:00: 2 readings, 2500000 mWh, peak 3000 over 1500 W"), story.alerts("m1"));
  }

  @Test
  void aLateReadingClosesAnAlertThatWasOpen() {
    story.threshold(1500);
    story.set("everyone", "alert.clear.percent", "50", "Mon 00:00");
    story.reading("m1", "Mon 10:00", 2000);
    // Neither low enough to close an alert nor high enough to open one.
    story.reading("m1", "Mon 11:00", 1000);
    story.watermark("Mon 13:00");
    assertEquals(
        List.of("Mon 10:00 to now: 2 readings, 1500000 mWh, peak 2000 over 1500 W"), story.alerts("m1"));
    story.written();
    story.reading("m1", "Mon 10:30", 750, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(List.of("alerts m1 Mon 10:00", "usage m1 Mon UTC"), story.written());
    assertEquals(
        List.of("Mon 10:00 to Mon 10:30: 1 readings, 1000000 mWh, peak 2000 over 1500 W"), story.alerts("m1"));
  }

  @Test
  void aLateReadingSplitsAnAlertInTwo() {
    story.threshold(1500);
    story.reading("m1", "Mon 10:00", 2000);
    // A gap does not close an alert.
    story.reading("m1", "Mon 11:00", 2500);
    story.watermark("Mon 13:00");
    assertEquals(
        List.of("Mon 10:00 to now: 2 readings, 2250000 mWh, peak 2500 over 1500 W"), story.alerts("m1"));
    story.written();
    story.reading("m1", "Mon 10:30", 500, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(List.of("alerts m1 Mon 10:00", "alerts m1 Mon 11:00", "usage m1 Mon UTC"), story.written());
    assertEquals(
        List.of(
            "Mon 10:00 to Mon 10:30: 1 readings, 1000000 mWh, peak 2000 over 1500 W",
            "Mon 11:00 to now: 1 readings, 1250000 mWh, peak 2500 over 1500 W"),
        story.alerts("m1"));
  }

  @Test
  void aReplacementJoinsTwoAlertsIntoOne() {
    story.threshold(1500);
    story.reading("m1", "Mon 10:00", 2000);
    story.reading("m1", "Mon 10:30", 500);
    story.reading("m1", "Mon 11:00", 2500);
    story.reading("m1", "Mon 11:30", 500);
    story.watermark("Mon 13:00");
    assertEquals(
        List.of(
            "Mon 10:00 to Mon 10:30: 1 readings, 1000000 mWh, peak 2000 over 1500 W",
            "Mon 11:00 to Mon 11:30: 1 readings, 1250000 mWh, peak 2500 over 1500 W"),
        story.alerts("m1"));
    story.written();
    story.reading("m1", "Mon 10:30", 3000, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(
        List.of(
            "alerts m1 Mon 10:00",
            "alerts m1 Mon 11:00 deleted",
            "rejected SUPERSEDED, logged Mon 11:00",
            "usage m1 Mon UTC"),
        story.written());
    assertEquals(
        List.of("Mon 10:00 to Mon 11:30: 3 readings, 3750000 mWh, peak 3000 over 1500 W"), story.alerts("m1"));
  }

  @Test
  void aReplacementBelowTheThresholdDeletesAnAlert() {
    story.threshold(1500);
    story.reading("m1", "Mon 10:00", 2000);
    story.reading("m1", "Mon 10:30", 500);
    story.watermark("Mon 12:00");
    assertEquals(1, story.alerts("m1").size());
    story.written();
    story.reading("m1", "Mon 10:00", 1500, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(
        List.of("alerts m1 Mon 10:00 deleted", "rejected SUPERSEDED, logged Mon 10:30", "usage m1 Mon UTC"),
        story.written());
    assertEquals(List.of(), story.alerts("m1"));
  }

  @Test
  void anotherReplacementRestoresADeletedAlert() {
    story.threshold(1500);
    story.reading("m1", "Mon 10:00", 2000);
    story.watermark("Mon 12:00");
    story.reading("m1", "Mon 10:00", 1500, "Mon 18:00");
    story.watermark("Mon 19:00");
    assertEquals(List.of(), story.alerts("m1"));
    story.reading("m1", "Mon 10:00", 3000, "Mon 20:00");
    story.watermark("Mon 21:00");
    assertEquals(
        List.of("Mon 10:00 to now: 1 readings, 1500000 mWh, peak 3000 over 1500 W"), story.alerts("m1"));
  }

  @Test
  void aLateReadingBelowTheThresholdDoesNotChangeAlerts() {
    story.threshold(1500);
    story.reading("m1", "Mon 10:00", 2000);
    story.reading("m1", "Mon 10:30", 500);
    story.reading("m1", "Tue 10:00", 2000);
    story.watermark("Tue 11:00");
    story.written();
    story.reading("m1", "Mon 11:00", 500, "Tue 11:30");
    story.watermark("Tue 12:00");
    assertEquals(List.of("usage m1 Mon UTC"), story.written());
  }
}
