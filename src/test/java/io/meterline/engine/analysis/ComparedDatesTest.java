package io.meterline.engine.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Windows;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shares a key when devices are compared, and how the rows of several keys fit together. */
class ComparedDatesTest {
  private static final LocalDate DATE = LocalDate.parse("2024-03-31");
  private static final long DUE = Duration.ofDays(DATE.toEpochDay() + 1).toMillis();

  /** The keys, each with its own state. */
  private final Map<GroupKey, ComparedDates> keys = new HashMap<>();

  private final PackedRows.Packing arrived =
      new PackedRows.Packing(row -> ComparedDates.groupOf(row, pace(Duration.ofDays(1))));

  private final ArrayList<String> written = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"PT1M, 1", "P1D, 1", "P3D, 3", "P7D, 7", "P28D, 7", "P365D, 7"})
  void noKeyHoldsMoreThanOneCohortOrAWeekOfIt(Duration window, int dates) {
    var pace = pace(window);
    var groups = new HashMap<GroupKey, List<Row>>();
    for (var day = 0; day < 100; day++) {
      for (var device = 0; device < 50; device++) {
        // Names with equal hashes among them.
        var cohort = List.of("Aa", "BB", "flats", "houses", "AaBB", "BBAa").get(device % 6);
        var row = DeviceDays.VIEW.row(1, "m" + device, DATE.plusDays(day), cohort, 1L, 1L);
        groups.computeIfAbsent(ComparedDates.groupOf(row, pace), any -> new ArrayList<>()).add(row);
      }
    }
    groups.forEach(
        (group, rows) -> {
          assertEquals(1, rows.stream().map(row -> row.find("cohort")).distinct().count());
          assertEquals(group.cohort(), rows.get(0).find("cohort").orElseThrow());
          assertTrue(rows.stream().map(row -> row.find("date")).distinct().count() <= dates);
        });
  }

  @Test
  void theKeyOfADateDoesNotDependOnTheDevicesOrTheOrder() {
    var pace = pace(Duration.ofDays(28));
    assertEquals(
        ComparedDates.groupOf(row("A", 1, "flats", 500), pace), ComparedDates.groupOf(row("B", 7, "flats", 300), pace));
  }

  @Test
  void aMoveBetweenCohortsIsADeletionAndARowAtTheSameRevisionAndBothAreRankedAgain() {
    row(row("A", 1, "flats", 500));
    row(row("B", 1, "flats", 600));
    row(row("C", 1, "houses", 700));
    compare(DUE);
    written.clear();
    deleted(row("A", 2, "flats", 500));
    row(row("A", 2, "houses", 800));
    compare(DUE + 1);
    var at = DUE + 1;
    assertEquals(
        List.of(
            "cohorts flats 1 devices @" + at,
            "cohorts houses 2 devices @" + at,
            "comparisons A houses 2 of 2 @" + at,
            "comparisons B flats 1 of 1 @" + at,
            "comparisons C houses 1 of 2 @" + at,
            "deleted comparisons A flats 1 of 2 @" + at),
        written());
  }

  @Test
  void theLastDeviceThatLeavesACohortTakesItsRowWithIt() {
    row(row("A", 1, "flats", 500));
    compare(DUE);
    written.clear();
    deleted(row("A", 2, "flats", 500));
    compare(DUE + 1);
    assertEquals(
        List.of("deleted cohorts flats 1 devices @" + (DUE + 1), "deleted comparisons A flats 1 of 1 @" + (DUE + 1)), written());
  }

  @Test
  void aDeviceThatReturnsToItsCohortWithinAWindowIsComparedThere() {
    row(row("A", 1, "flats", 500));
    compare(DUE);
    written.clear();
    // In one window of the device, at one revision.
    deleted(row("A", 2, "flats", 500));
    row(row("A", 2, "flats", 900));
    compare(DUE + 1);
    assertEquals(List.of("cohorts flats 1 devices @" + (DUE + 1), "comparisons A flats 1 of 1 @" + (DUE + 1)), written());
  }

  @Test
  void theDeletionOfADeviceThatWasNeverThereChangesNothing() {
    deleted(row("A", 1, "flats", 500));
    compare(DUE);
    assertEquals(List.of(), written());
  }

  private static ComparedDate.Pace pace(Duration window) {
    return new ComparedDate.Pace(Windows.of(window), new ArrivalRules(Windows.of(window), Duration.ZERO));
  }

  private static Row row(String device, long revision, String cohort, long milliwattHours) {
    return DeviceDays.VIEW.row(revision, device, DATE, cohort, milliwattHours, 1800L);
  }

  private void row(Row row) {
    arrived.row(row);
  }

  private void deleted(Row row) {
    arrived.deleted(row);
  }

  private void compare(long due) {
    arrived.flush(rows -> keys.computeIfAbsent(rows.groupKey(), any -> new ComparedDates()).add(rows, due));
    keys.values().forEach(dates -> dates.complete(due, pace(Duration.ofDays(1)), new Written()));
  }

  private List<String> written() {
    return written.stream().sorted().toList();
  }

  private final class Written implements RowOutput {
    @Override
    public void row(Row row) {
      written.add(text(row));
    }

    @Override
    public void deleted(Row row) {
      written.add("deleted " + text(row));
    }

    @Override
    public void overflowed(Row row) {}

    private static String text(Row row) {
      return row.view().equals(Comparison.COHORTS)
          ? "cohorts %s %s devices @%d".formatted(cell(row, "cohort"), cell(row, "devices"), row.revision())
          : "comparisons %s %s %s of %s @%d"
              .formatted(cell(row, "device"), cell(row, "cohort"), cell(row, "rank"), cell(row, "devices"), row.revision());
    }

    private static Object cell(Row row, String column) {
      return row.find(column).orElseThrow();
    }
  }
}
