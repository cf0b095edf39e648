package io.meterline.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.Rows;
import io.meterline.engine.block.BlockBuilder;
import io.meterline.engine.block.PackedBlock;
import io.meterline.engine.block.WindowReadings;
import io.meterline.model.log.Readings;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.InForce;
import io.meterline.model.settings.Settings;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A device whose state was written by a program with other analyses. Hourly readings and hourly windows. */
class ChangedAnalysesTest {
  private static final long HOUR = 3_600_000;
  private static final Windows HOURS = new Windows(HOUR);
  private static final Duration NONE_LATE = Duration.ZERO;
  private static final Duration A_DAY_LATE = Duration.ofDays(1);
  private static final List<Analysis<?>> STANDARD = Analyses.standard().all();
  private static final List<Analysis<?>> MORE = Analyses.standard().and(new Count("count", 1)).all();
  private static final List<Analysis<?>> OTHER_VERSION = Analyses.standard().and(new Count("count", 2)).all();

  private final List<String> rows = new ArrayList<>();
  private final List<String> startedEmpty = new ArrayList<>();
  private InOrder device = new InOrder("m1");

  /** Counts readings, with one row per reading. */
  private record Count(String name, int version) implements Analysis<long[]> {
    @Override
    public View view() {
      return View.named(name).key("device", Type.STRING).key("at", Type.TIMESTAMP).column("count", Type.LONG).datedBy("at");
    }

    @Override
    public long[] begin(String device) {
      return new long[1];
    }

    @Override
    public long[] fold(long[] state, Readings readings, Settings settings, Rows rows) {
      readings.forEach(reading -> rows.write(view().row(rows.revision(), "m1", reading.at(), ++state[0])));
      return state;
    }

    @Override
    public void writeOpen(long[] state, Rows rows) {}

    @Override
    public void write(long[] state, WireOutput out) {
      // Another version has another format.
      for (var i = 0; i < version; i++) {
        out.writeSigned(state[0]);
      }
    }

    @Override
    public long[] read(String device, WireInput in) {
      var state = new long[1];
      for (var i = 0; i < version; i++) {
        state[0] = in.readSigned();
      }
      return state;
    }
  }

  @Test
  void anAnalysisWithoutStateStartsFromEmptyStateAndReportsItOnce() {
    hours(0, 3, NONE_LATE, STANDARD);
    hours(3, 5, NONE_LATE, MORE);
    assertEquals(List.of("count"), startedEmpty);
    assertEquals(List.of("count device=m1 at=1970-01-01T03:00:00Z count=1", "count device=m1 at=1970-01-01T04:00:00Z count=2"), of("count"));
  }

  @Test
  void itFoldsTheReadingsStillBufferedAndALateReadingCorrectsItsRows() {
    hours(0, 72, A_DAY_LATE, STANDARD);
    hours(72, 73, A_DAY_LATE, MORE);
    assertEquals(List.of("count"), startedEmpty);
    // The buffer keeps a day before the last complete window, and the rest of the block of 32 readings in which that day begins.
    assertEquals("count device=m1 at=1970-01-02T08:00:00Z count=1", of("count").get(0));
    assertEquals("count device=m1 at=1970-01-04T00:00:00Z count=41", of("count").get(40));
    assertEquals(41, of("count").size());
    add(73, 73 * HOUR);
    add(73, 62 * HOUR + HOUR / 2);
    complete(74, A_DAY_LATE, MORE);
    assertTrue(of("count").contains("count device=m1 at=1970-01-03T14:30:00Z count=32"), rows::toString);
    assertEquals("count device=m1 at=1970-01-04T01:00:00Z count=43", of("count").get(of("count").size() - 1));
  }

  @Test
  void aNewDeviceReportsNothing() {
    add(0, 0);
    throughBytes();
    complete(1, NONE_LATE, MORE);
    assertEquals(List.of(), startedEmpty);
    assertEquals(1, of("count").size());
  }

  @Test
  void theOtherAnalysesAreNotAffected() {
    hours(0, 60, A_DAY_LATE, STANDARD);
    var unchanged = List.copyOf(rows);
    rows.clear();
    device = new InOrder("m1");
    hours(0, 20, A_DAY_LATE, STANDARD);
    hours(20, 40, A_DAY_LATE, MORE);
    hours(40, 60, A_DAY_LATE, STANDARD);
    rows.removeAll(of("count"));
    assertEquals(unchanged, rows);
  }

  @Test
  void theStateOfARemovedAnalysisIsDroppedAndItStartsFromEmptyStateWhenAddedAgain() {
    hours(0, 3, NONE_LATE, MORE);
    hours(3, 4, NONE_LATE, STANDARD);
    assertEquals(List.of(), startedEmpty);
    hours(4, 5, NONE_LATE, MORE);
    assertEquals(List.of("count"), startedEmpty);
    assertEquals("count device=m1 at=1970-01-01T04:00:00Z count=1", of("count").get(3));
  }

  @Test
  void anAnalysisOfAnotherVersionStartsFromEmptyState() {
    hours(0, 3, NONE_LATE, MORE);
    hours(3, 5, NONE_LATE, OTHER_VERSION);
    assertEquals(List.of("count"), startedEmpty);
    assertEquals("count device=m1 at=1970-01-01T03:00:00Z count=1", of("count").get(3));
  }

  @Test
  void analysesInAnotherOrderFindTheirStates() {
    var reversed = new ArrayList<>(MORE);
    Collections.reverse(reversed);
    hours(0, 3, NONE_LATE, MORE);
    hours(3, 4, NONE_LATE, reversed);
    assertEquals(List.of(), startedEmpty);
    assertEquals("count device=m1 at=1970-01-01T03:00:00Z count=4", of("count").get(3));
  }

  /** The hours {@code from}, inclusive, to {@code to}, exclusive, each with a reading at its start. State is serialized after each. */
  private void hours(int from, int to, Duration history, List<Analysis<?>> analyses) {
    for (var hour = from; hour < to; hour++) {
      add(hour, hour * HOUR);
      complete(hour + 1, history, analyses);
      throughBytes();
    }
  }

  private void add(long hour, long at) {
    var block = new BlockBuilder(1);
    block.add(at, 3600, 1_000_000, at + HOUR, 0, at);
    var inForce = new InForce(List.of(new InForce.Span(Math.min(at, hour * HOUR), new Settings(Map.of()))));
    device.add(new WindowReadings<>(hour * HOUR, List.of(PackedBlock.of(hour * HOUR, block.build())), inForce));
  }

  private void complete(long hour, Duration history, List<Analysis<?>> analyses) {
    device.complete(hour * HOUR, new ArrivalRules(HOURS, history), analyses, SnapshotTimes.NEVER, output());
  }

  private void throughBytes() {
    var out = new WireOutput();
    new InOrder.Format().write(device, out);
    device = new InOrder.Format().read(new WireInput(out.toBytes()));
  }

  private List<String> of(String view) {
    return rows.stream().filter(row -> row.startsWith(view + " ")).toList();
  }

  private InOrder.Output output() {
    return new InOrder.Output() {
      @Override
      public void row(Row row) {
        rows.add(row.toString());
      }

      @Override
      public void deleted(Row row) {
        rows.add(row + " deleted");
      }

      @Override
      public void overflowed(Row row) {}

      @Override
      public void corrected(int corrections) {}

      @Override
      public void rejected(Rejection rejection) {}

      @Override
      public void startedEmpty(Analysis<?> analysis) {
        startedEmpty.add(analysis.view().name());
      }
    };
  }
}
