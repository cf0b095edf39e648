package io.meterline.app.demo;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.view.Row;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Homes compared with their cohorts.
 *
 * @param date the day they are compared on
 * @param cohorts every cohort of the day
 * @param standings some homes of the day, the highest usage first
 */
public record CohortHighlights(LocalDate date, List<Cohort> cohorts, List<Standing> standings) {
  /**
   * A row of the view of cohorts.
   *
   * @param devices how many homes it has
   * @param percentiles of their energy, the 10th, 25th, 50th, 75th and 90th, in milliwatt-hours
   */
  public record Cohort(String name, LocalDate date, long devices, List<Long> percentiles) {
    private static Cohort of(Row row) {
      return new Cohort(
          ViewRows.value(row, "cohort", String.class),
          ViewRows.value(row, "date", LocalDate.class),
          ViewRows.number(row, "devices"),
          List.of("p10", "p25", "p50", "p75", "p90").stream().map(column -> ViewRows.number(row, column)).toList());
    }
  }

  /**
   * A row of the view of comparisons.
   *
   * @param rank 1 used the least
   * @param devices how many are compared
   */
  public record Standing(
      String device, LocalDate date, String cohort, long milliwattHours, long rank, long devices) {
    private static Standing of(Row row) {
      return new Standing(
          ViewRows.value(row, "device", String.class),
          ViewRows.value(row, "date", LocalDate.class),
          ViewRows.value(row, "cohort", String.class),
          ViewRows.number(row, "milliwatt_hours"),
          ViewRows.number(row, "rank"),
          ViewRows.number(row, "devices"));
    }
  }

  /**
   * Selects from the views of a folder.
   *
   * @param devices the homes to show
   */
  public static CohortHighlights of(Path views, LocalDate date, List<String> devices) {
    var cohorts = ViewRows.read(views, Comparison.COHORTS, Cohort::of);
    var standings = ViewRows.read(views, Comparison.COMPARISONS, Standing::of);
    return new CohortHighlights(
        date,
        cohorts.stream().filter(cohort -> cohort.date().equals(date)).toList(),
        devices.stream()
            .flatMap(device -> standings.stream().filter(one -> one.device().equals(device) && one.date().equals(date)))
            .toList());
  }
}
