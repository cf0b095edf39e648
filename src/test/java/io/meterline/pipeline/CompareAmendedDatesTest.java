package io.meterline.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.memory.InMemoryRunner;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compared again when a device leaves one cohort for another, at the end of a month. */
class CompareAmendedDatesTest implements Serializable {
  private static final long serialVersionUID = 1;
  private static final LocalDate LAST_OF_MARCH = LocalDate.parse("2024-03-31");

  /** Steps run in this process. */
  private static final List<String> WRITTEN = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void forget() {
    WRITTEN.clear();
  }

  /** What was compared before: on each of four dates three devices in two cohorts, and one in a cohort that nothing touches. */
  private static List<Row> before() {
    var rows = new ArrayList<Row>();
    for (var date = LAST_OF_MARCH.minusDays(1); date.isBefore(LAST_OF_MARCH.plusDays(3)); date = date.plusDays(1)) {
      rows.add(comparison("A", date, "flats", 500, 1, 2));
      rows.add(comparison("B", date, "flats", 600, 2, 2));
      rows.add(comparison("C", date, "houses", 700, 1, 1));
      rows.add(comparison("D", date, "shops", 800, 1, 1));
    }
    return rows;
  }

  private static Row comparison(String device, LocalDate date, String cohort, long milliwattHours, long rank, long devices) {
    return Comparison.COMPARISONS.row(1, device, date, cohort, milliwattHours, rank, devices, 1800L);
  }

  private static Row deviceDay(LocalDate date, String cohort) {
    return DeviceDays.VIEW.row(1, "A", date, cohort, 500L, 1800L);
  }

  private static final class WriteFn extends DoFn<PackedRows, Void> implements RowChanges {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void write(@Element PackedRows rows) {
      if (rows.isOf(Comparison.COMPARISONS)) {
        rows.emitTo(Comparison.COMPARISONS, this);
      }
    }

    @Override
    public void row(Row row) {
      WRITTEN.add("%s %s %s %s of %s".formatted(row.get(1), row.get(0), row.get(2), row.get(4), row.get(5)));
    }

    @Override
    public void deleted(Row row) {
      WRITTEN.add("%s %s leaves %s".formatted(row.get(1), row.get(0), row.get(2)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000})
  void onlyTheCohortsThatTheDeviceLeftAndJoinedAreRankedAgainHoweverFewRowsAreHeld(int mostHeld) {
    var changes = new PackedRows.Packing(GroupKey::ofShard);
    for (var date : List.of(LAST_OF_MARCH, LAST_OF_MARCH.plusDays(1))) {
      changes.deleted(deviceDay(date, "flats"));
      changes.row(deviceDay(date, "houses"));
    }
    var options = PipelineOptionsFactory.create();
    options.setRunner(InMemoryRunner.class);
    var pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(changes.packed()).withCoder(Coders.rows()))
        .apply(
            new CompareAmendedDates(
                (from, to, rows) -> before().stream().filter(row -> isWithin(row, from, to)).forEach(rows), mostHeld))
        .apply(ParDo.of(new WriteFn()));
    pipeline.run().waitUntilFinish();
    assertEquals(
        List.of(
            "2024-03-31 A houses 1 of 2",
            "2024-03-31 A leaves flats",
            "2024-03-31 B flats 1 of 1",
            "2024-03-31 C houses 2 of 2",
            "2024-04-01 A houses 1 of 2",
            "2024-04-01 A leaves flats",
            "2024-04-01 B flats 1 of 1",
            "2024-04-01 C houses 2 of 2"),
        WRITTEN.stream().sorted().toList());
  }

  private static boolean isWithin(Row row, LocalDate from, LocalDate to) {
    var date = GroupKey.dateOf(row).orElseThrow();
    return !date.isBefore(from) && date.isBefore(to);
  }
}
