package io.meterline.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  @Test
  void theMiddleRunCounts() {
    assertEquals(3, new Measured(runs(10, 9, 3, 1), List.of()).seconds());
    assertEquals(2, new Measured(runs(10, 1, 3), List.of()).seconds());
  }

  @Test
  void startUpIsWhereTheLineThroughBothSizesBegins() {
    var measured = new Measured(runs(1000, 12), runs(100, 3));
    assertEquals(0.01, measured.perFurtherReading().orElseThrow(), 1e-12);
    assertEquals(100, measured.furtherPerSecond().orElseThrow(), 1e-9);
    assertEquals(2, measured.startUpSeconds().orElseThrow(), 1e-9);
  }

  @Test
  void nothingIsToldOfStartUpWithoutTwoSizesOrWhereMoreTookNoLonger() {
    assertTrue(new Measured(runs(1000, 12), List.of()).startUpSeconds().isEmpty());
    assertEquals(OptionalDouble.empty(), new Measured(runs(1000, 2), runs(100, 3)).furtherPerSecond());
  }

  @Test
  void thePeakIsThatOfTheWorstRun() {
    var told = List.of(OptionalLong.of(5), OptionalLong.of(7), OptionalLong.empty());
    var runs = told.stream().map(peak -> new Run(1, 1, OptionalDouble.empty(), peak)).toList();
    assertEquals(OptionalLong.of(7), new Measured(runs, List.of()).peakBytes());
  }

  @Test
  void processorTimeIsThatOfTheMiddleRunWhereTheMachineTells() {
    var told = List.of(OptionalDouble.of(8), OptionalDouble.of(2), OptionalDouble.of(4));
    var runs = told.stream().map(seconds -> new Run(1, 1, seconds, OptionalLong.empty())).toList();
    assertEquals(OptionalDouble.of(4), new Measured(runs, List.of()).processorSeconds());
    assertEquals(OptionalDouble.empty(), new Measured(runs(1, 1), List.of()).processorSeconds());
  }

  @Test
  void ratiosSayHowManyTimesAsFastMeterlineIs() {
    var table = new ResultTable();
    table.add(Contender.METERLINE_FLINK, new Measured(runs(10_000_000, 5), runs(1_000_000, 3.2)));
    table.add(Contender.DUCKDB_ASOF, new Measured(runs(10_000_000, 10), runs(1_000_000, 1)));
    var lines = table.text().lines().map(line -> line.replaceAll("\\s+", " ")).toList();
    assertEquals(
        "| Meterline, Flink runner | 10.0 million | 5.0 s | - | 2.00 M/s | 3.0 s | 5.00 M/s | - | 1.00 x | 1.00 x |",
        lines.get(2));
    assertEquals(
        "| DuckDB, `ASOF JOIN` | 10.0 million | 10.0 s | - | 1.00 M/s | 0.0 s | 1.00 M/s | - | 2.00 x | 5.00 x |",
        lines.get(3));
  }

  private static List<Run> runs(long readings, double... seconds) {
    return Arrays.stream(seconds).mapToObj(each -> new Run(readings, each, OptionalDouble.empty(), OptionalLong.empty())).toList();
  }
}
