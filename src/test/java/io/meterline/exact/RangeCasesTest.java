package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Range replays of cases that are easily got wrong. Each is also a full replay: {@link RangeStory#replay} compares them. */
class RangeCasesTest {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String THRESHOLD = "alert.threshold.watts";

  private final RangeStory story = new RangeStory();

  @Test
  void aPriceThatHoldsUntilTheEndOfAWindowChangesTheDateBefore() {
    story.set("everyone", PRICE, "100000", "1 00:00");
    story.days("m1", 1, 20, 1000);
    story.days("m2", 1, 20, 1000);
    story.set("device:m2", PRICE, "500000", "1 00:00");
    story.replay();
    story.set("everyone", PRICE, "200000", "3 00:00");
    story.set("everyone", PRICE, "100000", "4 00:00");
    assertEquals(
        List.of(
            "- usage m1 03 UTC milliwatt_hours=4000000 cost_micros=400000 readings=4",
            "+ usage m1 03 UTC milliwatt_hours=4000000 cost_micros=800000 readings=4"),
        story.replay());
    assertEquals(List.of("snapshots", "usage"), story.rewrittenViews());
    assertTrue(story.read() <= 5 * 4, () -> story.read() + " readings, of m1 from the third to the seventh");
  }

  @Test
  void aReadingInAnAlertThatIsOpenOverThreeWindowsDividesIt() {
    story.set("everyone", THRESHOLD, "1500", "1 00:00");
    story.days("m1", 1, 3, 1000);
    story.days("m1", 4, 7, 2000);
    story.days("m1", 8, 20, 1000);
    story.replay();
    story.reading("m1", "5 15:00", 500);
    assertEquals(
        List.of(
            "- usage m1 05 UTC milliwatt_hours=8000000 cost_micros=- readings=4",
            "+ usage m1 05 UTC milliwatt_hours=8500000 cost_micros=- readings=5",
            "- alerts m1 opened_at=04T00:00 closed_at=08T00:00 milliwatt_hours=32000000 readings=16",
            "+ alerts m1 opened_at=04T00:00 closed_at=05T15:00 milliwatt_hours=14000000 readings=7",
            "+ alerts m1 opened_at=05T18:00 closed_at=08T00:00 milliwatt_hours=18000000 readings=9"),
        story.replay());
  }

  @Test
  void anAlertThatIsOpenAtTheEndOfTheLogIsClosedInThePast() {
    story.set("everyone", THRESHOLD, "1500", "1 00:00");
    story.days("m1", 1, 20, 2000);
    story.replay();
    story.set("device:m1", THRESHOLD, "5000", "5 00:00");
    story.clear("device:m1", THRESHOLD, "5 12:00");
    assertEquals(
        List.of(
            "- alerts m1 opened_at=01T00:00 closed_at=- milliwatt_hours=160000000 readings=80",
            "+ alerts m1 opened_at=01T00:00 closed_at=05T00:00 milliwatt_hours=32000000 readings=16",
            "+ alerts m1 opened_at=05T12:00 closed_at=- milliwatt_hours=124000000 readings=62"),
        story.replay());
  }

  @Test
  void readingsBeforeTheFirstSnapshotStartFromNothing() {
    story.days("m1", 2, 20, 1000);
    story.replay();
    story.reading("m1", "2 00:00", 3000);
    story.reading("m1", "-5 06:00", 2000);
    assertEquals(
        List.of(
            "- usage m1 02 UTC milliwatt_hours=4000000 cost_micros=- readings=4",
            "+ usage m1 2023-12-26 UTC milliwatt_hours=2000000 cost_micros=- readings=1",
            "+ usage m1 02 UTC milliwatt_hours=6000000 cost_micros=- readings=4"),
        story.replay());
    assertTrue(story.read() <= 6 * 4, () -> story.read() + " readings");
  }

  @Test
  void aDeviceThatNoSettingNamesHasThoseOfEveryone() {
    story.days("m1", 1, 20, 1000);
    story.days("m2", 1, 20, 1000);
    story.set("device:m2", "plan", "day", "1 00:00");
    story.set("plan:day", PRICE, "100000", "1 00:00");
    story.replay();
    story.set("everyone", PRICE, "100000", "10 12:00");
    story.clear("everyone", PRICE, "10 18:00");
    assertEquals(List.of(), story.replay(), "the date still has readings without a price");
    story.set("everyone", PRICE, "100000", "15 00:00");
    story.clear("everyone", PRICE, "16 00:00");
    assertEquals(
        List.of(
            "- usage m1 15 UTC milliwatt_hours=4000000 cost_micros=- readings=4",
            "+ usage m1 15 UTC milliwatt_hours=4000000 cost_micros=400000 readings=4"),
        story.replay());
  }

  @Test
  void aDateThatGoesOverTheEndOfAWindowIsOneRow() {
    story.set("device:m1", "timezone", "Pacific/Kiritimati", "1 00:00");
    story.days("m1", 1, 20, 1000);
    story.replay();
    // The eleventh in Kiritimati is from 10:00 on the tenth to 10:00 on the eleventh.
    story.reading("m1", "10 10:00", 2000);
    assertEquals(
        List.of(
            "- usage m1 11 Pacific/Kiritimati milliwatt_hours=4000000 cost_micros=- readings=4",
            "+ usage m1 11 Pacific/Kiritimati milliwatt_hours=6000000 cost_micros=- readings=5"),
        story.replay());
    story.reading("m1", "11 09:00", 2000);
    assertEquals(
        List.of(
            "- usage m1 11 Pacific/Kiritimati milliwatt_hours=6000000 cost_micros=- readings=5",
            "+ usage m1 11 Pacific/Kiritimati milliwatt_hours=8000000 cost_micros=- readings=6"),
        story.replay());
  }

  @Test
  void aDeviceWhoseZoneIsSetBackReturnsToADate() {
    story.set("device:m1", "cohort", "north", "1 00:00");
    story.days("m1", 1, 12, 1000);
    story.replay();
    story.set("device:m1", "timezone", "Pacific/Kiritimati", "5 00:00");
    story.set("device:m1", "timezone", "Pacific/Pago_Pago", "5 12:00");
    story.clear("device:m1", "timezone", "6 00:00");
    assertEquals(
        List.of(
            "- usage m1 05 UTC milliwatt_hours=4000000 cost_micros=- readings=4",
            "+ usage m1 05 Pacific/Kiritimati milliwatt_hours=2000000 cost_micros=- readings=2",
            "+ usage m1 05 Pacific/Pago_Pago milliwatt_hours=2000000 cost_micros=- readings=2"),
        story.replay());
  }

  @Test
  void aMoveToAnotherCohortRanksDevicesThatNoEventNames() {
    story.set("device:m1", "cohort", "north", "1 00:00");
    story.set("device:m2", "cohort", "north", "1 00:00");
    story.set("device:m3", "cohort", "south", "1 00:00");
    story.days("m1", 1, 20, 1000);
    story.days("m2", 1, 20, 2000);
    story.days("m3", 1, 20, 3000);
    story.replay();
    story.set("device:m1", "cohort", "south", "7 00:00");
    story.set("device:m1", "cohort", "north", "8 00:00");
    assertEquals(
        List.of(
            "- comparisons m1 07 north milliwatt_hours=4000000 rank=1 devices=2",
            "- comparisons m2 07 north milliwatt_hours=8000000 rank=2 devices=2",
            "- comparisons m3 07 south milliwatt_hours=12000000 rank=1 devices=1",
            "+ comparisons m1 07 south milliwatt_hours=4000000 rank=1 devices=2",
            "+ comparisons m2 07 north milliwatt_hours=8000000 rank=1 devices=1",
            "+ comparisons m3 07 south milliwatt_hours=12000000 rank=2 devices=2",
            "- cohorts north 07 devices=2 milliwatt_hours=12000000",
            "- cohorts south 07 devices=1 milliwatt_hours=12000000",
            "+ cohorts north 07 devices=1 milliwatt_hours=8000000",
            "+ cohorts south 07 devices=2 milliwatt_hours=16000000"),
        story.replay());
    assertTrue(story.read() <= 5 * 4, () -> story.read() + " readings, of m1 from the seventh to the eleventh");
  }

  @Test
  void aReadingThatRepeatsAnEarlierOneChangesOnlyWhatIsRejected() {
    story.set("everyone", THRESHOLD, "500", "1 00:00");
    story.set("device:m1", "cohort", "north", "1 00:00");
    story.days("m1", 1, 20, 1000);
    story.replay();
    story.reading("m1", "10 06:00", 1000);
    assertEquals(List.of(), story.replay());
    assertEquals(List.of("rejected"), story.rewrittenViews());
  }

  @Test
  void aSettingThatHoldsAlreadyChangesNothing() {
    story.set("everyone", PRICE, "100000", "1 00:00");
    story.days("m1", 1, 20, 1000);
    story.replay();
    story.set("everyone", PRICE, "100000", "9 00:00");
    assertEquals(List.of(), story.replay());
    assertEquals(List.of(), story.rewrittenViews());
    assertEquals(0, story.read());
  }

  @Test
  void anEventThatIsRejectedChangesOnlyWhatIsRejected() {
    story.days("m1", 1, 20, 1000);
    story.replay();
    story.set("everyone", PRICE, "a lot", "9 00:00");
    story.set("device:m7", "no such setting", "1", "9 00:00");
    story.reading("m1", "9 06:00", 2_000_000_000_000L);
    assertEquals(List.of(), story.replay());
    assertEquals(List.of("rejected"), story.rewrittenViews());
    assertEquals(0, story.read());
  }

  @Test
  void aDeviceAllOfWhoseReadingsAreNew() {
    story.days("m1", 1, 5, 1000);
    story.set("device:m2", PRICE, "100000", "1 00:00");
    story.replay();
    assertEquals(5, story.snapshots());
    story.days("m2", 3, 4, 1000);
    assertEquals(
        List.of(
            "+ usage m2 03 UTC milliwatt_hours=4000000 cost_micros=400000 readings=4",
            "+ usage m2 04 UTC milliwatt_hours=4000000 cost_micros=400000 readings=4"),
        story.replay());
    assertEquals(7, story.snapshots());
    assertEquals(0, story.read());
  }

  @Test
  void theFirstReadingsOfALogThatWasEmpty() {
    story.replay();
    story.days("m1", 3, 3, 1000);
    assertEquals(List.of("+ usage m1 03 UTC milliwatt_hours=4000000 cost_micros=- readings=4"), story.replay());
  }

  @Test
  void theNextDayOfEveryDeviceIsAllThatIsRead() {
    story.days("m1", 1, 19, 1000);
    story.days("m2", 1, 19, 1000);
    story.replay();
    story.days("m1", 20, 20, 1000);
    story.days("m2", 20, 20, 1000);
    story.replay();
    assertEquals(0, story.read());
  }
}
