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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shares a key when devices are compared, and how the rows of several keys fit together. */
class ComparedDatesTest {
  private static final LocalDate DATE = LocalDate.parse("2024-03-31");
  private static final long DUE = Duration.ofDays(DATE.toEpochDay() + 1).toMillis();

  private static final Windows DAYS = Windows.of(Duration.ofDays(1));
  private static final ComparedDate.Pace PACE = new ComparedDate.Pace(DAYS, new ArrivalRules(DAYS, Duration.ZERO));

  /** The keys, each with its own state. */
  private final Map<GroupKey, ComparedDates> keys = new HashMap<>();

  private final PackedRows.Packing arrived = new PackedRows.Packing(ComparedDates::keyOf);

  private final ArrayList<String> written = new ArrayList<>();

  @Test
  void aKeyHasOneDateOfOneCohort() {
    var keys = new HashMap<GroupKey, List<Row>>();
    for (var day = 0; day < 100; day++) {
      for (var device = 0; device < 50; device++) {
        // Names with equal hashes among them.
        var cohort = List.of("Aa", "BB", "flats", "houses", "AaBB", "BBAa").get(device % 6);
        var row = DeviceDays.VIEW.row(1, "m" + device, DATE.plusDays(day), cohort, 1L, 1L);
        keys.computeIfAbsent(ComparedDates.keyOf(row), any -> new ArrayList<>()).add(row);
      }
    }
    assertEquals(600, keys.size());
    keys.forEach(
        (key, rows) -> {
          assertEquals(List.of(Optional.of(key.cohort())), rows.stream().map(row -> row.find("cohort")).distinct().toList());
          assertEquals(List.of(LocalDate.ofEpochDay(key.span())), rows.stream().map(row -> GroupKey.dateOf(row).orElseThrow()).distinct().toList());
        });
  }

  @ParameterizedTest
  @CsvSource({"PT1M, 1", "P1D, 1", "PT47H, 1", "PT48H, 2", "P3D, 3", "P7D, 7", "P28D, 7", "P365D, 7"})
  void whatTravelsTogetherIsOfOneCohortAndLessThanItsDay(Duration window, int dates) {
    var windows = Windows.of(window);
    var pace = new ComparedDate.Pace(windows, new ArrivalRules(windows, Duration.ZERO));
    var devices = 1_000;
    var groups = new HashMap<GroupKey, List<Row>>();
    var groupsOf = new HashMap<String, Set<GroupKey>>();
    var parts = new HashSet<Integer>();
    for (var day = 0; day < 28; day++) {
      for (var device = 0; device < 2 * devices; device++) {
        var row = DeviceDays.VIEW.row(1, "m" + device, DATE.plusDays(day), device % 2 == 0 ? "Aa" : "BB", 1L, 1L);
        var group = ComparedDates.groupOf(row, pace);
        groups.computeIfAbsent(group, any -> new ArrayList<>()).add(row);
        groupsOf.computeIfAbsent("m" + device, any -> new HashSet<>()).add(group);
        parts.add(group.bucket());
      }
    }
    groups.forEach(
        (group, rows) -> {
          assertEquals(List.of(Optional.of(group.cohort())), rows.stream().map(row -> row.find("cohort")).distinct().toList());
          assertTrue(rows.stream().map(row -> row.find("date")).distinct().count() <= dates);
          assertTrue(rows.size() <= devices, rows.size() + " rows");
        });
    for (var device = 0; device < 2 * devices; device++) {
      assertTrue(groupsOf.get("m" + device).size() <= 28 / dates + 2, "the groups of a device");
    }
    assertEquals(8, parts.size());
  }

  @Test
  void theKeyOfADateDoesNotDependOnTheDevice() {
    assertEquals(ComparedDates.keyOf(row("A", 1, "flats", 500)), ComparedDates.keyOf(row("B", 7, "flats", 300)));
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
    keys.values().forEach(dates -> dates.complete(due, PACE, new Written()));
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
