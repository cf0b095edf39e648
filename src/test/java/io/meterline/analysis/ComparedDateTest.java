package io.meterline.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.time.Epochs;
import io.meterline.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparedDateTest {
  private static final LocalDate DATE = LocalDate.parse("2024-03-31");
  private static final Epochs DAYS = Epochs.of(Duration.ofDays(1));

  private final ComparedDate date = new ComparedDate();
  private final ArrayList<Row> rows = new ArrayList<>();

  @Test
  void theLatestRowOfEachDeviceIsCompared() {
    know("A", 1, 500);
    know("B", 1, 300);
    know("A", 2, 100);
    date.compare(DATE, rows::add);
    assertEquals("cohorts cohort=flats date=2024-03-31 devices=2 milliwatt_hours=400 p10=100 p25=100 p50=100 p75=300 p90=300",
        rows.get(0).toString());
  }

  @Test
  void aDateIsComparedOnlyWhenSomethingIsNew() {
    know("A", 1, 500);
    date.compare(DATE, rows::add);
    rows.clear();
    date.compare(DATE, rows::add);
    assertEquals(0, rows.size());
  }

  @Test
  void itWaitsForTheEpochOfWhatIsNew() {
    know("A", 1, 500);
    assertEquals(time("2024-04-01T00:00:00Z"), date.waitsFor(DATE, DAYS));
  }

  @Test
  void itIsLetGoTwoEpochsAfterTheDateIsOverEverywhere() {
    know("A", 1, 500);
    date.compare(DATE, rows::add);
    // Over everywhere at 18:00 on 1 April, in the epoch that ends with that day.
    var over = time("2024-04-04T00:00:00Z");
    assertEquals(over, date.waitsFor(DATE, DAYS));
    assertFalse(date.isOver(DATE, over - 1, DAYS));
    assertTrue(date.isOver(DATE, over, DAYS));
  }

  @Test
  void itIsNotLetGoWhileSomethingIsNew() {
    know("A", 1, 500);
    assertFalse(date.isOver(DATE, time("2030-01-01T00:00:00Z"), DAYS));
  }

  private void know(String device, long revision, long milliwattHours) {
    var row = DeviceDays.VIEW.row(revision, device, DATE, Optional.of("flats"), milliwattHours);
    date.add(row, time("2024-04-01T00:00:00Z"));
  }

  private static long time(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
