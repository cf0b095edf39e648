package io.meterline.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ComparedDateTest {
  private static final LocalDate DATE = LocalDate.parse("2024-03-31");
  private static final Windows DAYS = Windows.of(Duration.ofDays(1));

  private static final ComparedDate.Pace PACE = new ComparedDate.Pace(DAYS, new ArrivalRules(DAYS, Duration.ZERO));
  private static final long DUE = time("2024-04-01T00:00:00Z");

  private final ComparedDate date = new ComparedDate();
  private final ArrayList<Row> rows = new ArrayList<>();
  private final ArrayList<Row> deleted = new ArrayList<>();
  private final ArrayList<Row> overflowed = new ArrayList<>();

  @Test
  void theLatestRowOfEachDeviceIsCompared() {
    put("A", 1, 500);
    put("B", 1, 300);
    put("A", 2, 100);
    compare();
    assertEquals("cohorts cohort=flats date=2024-03-31 devices=2 milliwatt_hours=400 p10=100 p25=100 p50=100 p75=300 p90=300",
        rows.get(0).toString());
  }

  @Test
  void ofRowsOutOfOrderTheHigherRevisionIsCompared() {
    put("A", 2, 100);
    put("A", 1, 500);
    compare();
    assertEquals(Optional.of(100L), rows.get(0).find("milliwatt_hours"));
    put("A", 1, 500);
    rows.clear();
    compare();
    assertEquals(List.of(), rows);
  }

  @Test
  void aDeletionThatArrivesBeforeTheRowItDeletesStillDeletesIt() {
    put("A", 1, 500);
    put("B", 1, 300);
    compare();
    rows.clear();
    date.arriving(DUE).deleted(DeviceDays.VIEW.row(3, "A", DATE, "flats", 600L, 1800L));
    put("A", 2, 600);
    compare();
    assertEquals(Optional.of(300L), rows.get(0).find("milliwatt_hours"));
    assertEquals(List.of(Optional.of("A")), deleted.stream().map(row -> row.find("device")).toList());
  }

  @Test
  void aRowThatComesBackAfterItsDeletionIsCompared() {
    put("A", 3, 600);
    date.arriving(DUE).deleted(DeviceDays.VIEW.row(2, "A", DATE, "flats", 500L, 1800L));
    compare();
    assertEquals(Optional.of(600L), rows.get(0).find("milliwatt_hours"));
  }

  @Test
  void aDateIsComparedOnlyIfRowsChanged() {
    put("A", 1, 500);
    compare();
    rows.clear();
    compare();
    assertEquals(0, rows.size());
  }

  @Test
  void theTimerIsSetToWhenTheChangesAreDue() {
    put("A", 1, 500);
    assertEquals(DUE, date.nextTimer(DATE, PACE));
  }

  @Test
  void aDateExpiresWhenItsRowsCanNoLongerChange() {
    put("A", 1, 500);
    compare();
    // Over everywhere at 18:00 on 1 April, in the window that ends with that day.
    var over = time("2024-04-05T00:00:00Z");
    assertEquals(over, date.nextTimer(DATE, PACE));
    assertFalse(date.isOver(DATE, over - 1, PACE));
    assertTrue(date.isOver(DATE, over, PACE));
  }

  @Test
  void aDateWithPendingChangesDoesNotExpire() {
    put("A", 1, 500);
    assertFalse(date.isOver(DATE, time("2030-01-01T00:00:00Z"), PACE));
  }

  @Test
  void aDateExpiresLaterByTheHistoryOfLateReadings() {
    var late = new ComparedDate.Pace(DAYS, new ArrivalRules(DAYS, Duration.ofDays(3)));
    assertEquals(date.nextTimer(DATE, PACE) + Duration.ofDays(3).toMillis(), date.nextTimer(DATE, late));
  }

  @Test
  void onlyRowsThatChangedAreWrittenAgain() {
    put("A", 1, 500);
    put("B", 1, 300);
    put("C", 1, 700);
    compare();
    rows.clear();
    put("C", 2, 800);
    compare();
    assertEquals(List.of("cohorts", "comparisons"), rows.stream().map(row -> row.view().name()).toList());
    assertEquals(Optional.of("C"), rows.get(1).find("device"));
  }

  @Test
  void aDeviceThatLeavesItsCohortLeavesNoRowBehind() {
    put("A", 1, 500);
    compare();
    date.arriving(DUE).deleted(DeviceDays.VIEW.row(2, "A", DATE, "flats", 500L, 1800L));
    compare();
    assertEquals(List.of("cohorts", "comparisons"), deleted.stream().map(row -> row.view().name()).toList());
  }

  @Test
  void aDeviceWhoseEnergyOverflowsHasNoRankAndDoesNotAffectTheOthers() {
    put("A", 1, 500);
    put("B", 1, OptionalLong.empty());
    compare();
    assertEquals(
        List.of(
            "cohorts cohort=flats date=2024-03-31 devices=1 milliwatt_hours=500 p10=500 p25=500 p50=500 p75=500 p90=500",
            "comparisons device=A date=2024-03-31 cohort=flats milliwatt_hours=500 rank=1 devices=1 covered_seconds=1800"),
        rows.stream().map(Row::toString).toList());
  }

  @Test
  void aCohortWithoutRankedDevicesHasNoRow() {
    put("A", 1, OptionalLong.empty());
    compare();
    assertEquals(List.of(), rows);
  }

  @Test
  void aDeviceWhoseEnergyStartsToOverflowLosesItsRank() {
    put("A", 1, 500);
    compare();
    put("A", 2, OptionalLong.empty());
    compare();
    assertEquals(List.of("cohorts", "comparisons"), deleted.stream().map(row -> row.view().name()).toList());
  }

  @Test
  void ifTheEnergyOfACohortOverflowsItsDevicesAreStillRanked() {
    put("A", 1, Long.MAX_VALUE);
    put("B", 1, 1);
    compare();
    assertEquals(
        List.of(
            "cohorts cohort=flats date=2024-03-31 devices=2 milliwatt_hours=- p10=1 p25=1 p50=1 p75=%1$d p90=%1$d"
                .formatted(Long.MAX_VALUE),
            "comparisons device=B date=2024-03-31 cohort=flats milliwatt_hours=1 rank=1 devices=2 covered_seconds=1800",
            "comparisons device=A date=2024-03-31 cohort=flats milliwatt_hours=%d rank=2 devices=2 covered_seconds=1800".formatted(Long.MAX_VALUE)),
        rows.stream().map(Row::toString).toList());
    assertEquals(rows.subList(0, 1), overflowed);
  }

  @Test
  void theEnergyOfACohortThatOverflowsOnlyInBetweenIsExact() {
    put("A", 1, Long.MAX_VALUE);
    put("B", 1, Long.MAX_VALUE);
    put("C", 1, -Long.MAX_VALUE);
    compare();
    assertEquals(Optional.of(Long.MAX_VALUE), rows.get(0).find("milliwatt_hours"));
    assertEquals(List.of(), overflowed);
  }

  @Test
  void whatIsDueLaterIsComparedLater() {
    put("A", 1, 500);
    date.arriving(DUE + 1).row(DeviceDays.VIEW.row(2, "A", DATE, "flats", 600L, 1800L));
    compare();
    assertEquals(Optional.of(500L), rows.get(0).find("milliwatt_hours"));
    assertEquals(DUE + 1, date.nextTimer(DATE, PACE));
  }

  private void compare() {
    date.complete(
        DUE,
        new RowOutput() {
          @Override
          public void row(Row row) {
            rows.add(row);
          }

          @Override
          public void deleted(Row row) {
            deleted.add(row);
          }

          @Override
          public void overflowed(Row row) {
            overflowed.add(row);
          }
        });
  }

  private void put(String device, long revision, long milliwattHours) {
    put(device, revision, OptionalLong.of(milliwattHours));
  }

  private void put(String device, long revision, OptionalLong milliwattHours) {
    date.arriving(DUE).row(DeviceDays.VIEW.row(revision, device, DATE, "flats", milliwattHours, 1800L));
  }

  private static long time(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
