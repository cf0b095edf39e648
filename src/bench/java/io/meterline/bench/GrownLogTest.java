package io.meterline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.bench.DataShape.Kind;
import io.meterline.bench.harness.ParquetTotals;
import io.meterline.bench.harness.RangeReport;
import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the log of the benchmark grows, on a little of it. */
class GrownLogTest {
  private static final DataShape SHAPE = DataShape.ofDays(Kind.VARIED, 37, 36, OptionalInt.empty());

  @TempDir private Path folder;

  @Test
  void everyGrowthChangesWhatItIsToChangeAndARangeReplayFindsIt() throws Exception {
    var log = folder.resolve("log");
    BenchData.make(SHAPE, log);
    run(log, "base", "--snapshot-every=P3D");
    for (var growth : Growth.values()) {
      var grown = folder.resolve(growth.word());
      GrownLog.make(log, SHAPE, growth, grown);
      var report = RangeReport.of(run(grown, growth.word() + "-range", "--since=base"));
      run(grown, growth.word(), "--snapshot-every=P3D");
      var views = folder.resolve("views");
      var verified = CommandRun.of("verify", views + "@" + growth.word() + "-range", views + "@" + growth.word());
      assertEquals(0, verified.exitCode(), () -> growth + ": " + verified.out() + verified.err());
      checkSize(growth, report);
      checkSql(growth, grown, views.resolve("versions").resolve(growth.word()));
    }
  }

  @Test
  void aReplayOfTheWholeLogIsNoRangeReplay() {
    assertThrows(MeterlineException.class, () -> RangeReport.of("readings 3\nusage 3\n"));
  }

  private String run(Path log, String version, String... more) {
    var common = Stream.of("run", "--archive", log, "--views", folder.resolve("views"), "--runner=DirectRunner", "--hold");
    var run = CommandRun.of(Stream.concat(common, Stream.concat(Stream.of("--as=" + version), Stream.of(more))).toArray());
    assertEquals(0, run.exitCode(), run::err);
    return run.out();
  }

  private static void checkSize(Growth growth, RangeReport report) {
    var devices =
        switch (growth) {
          case ONE_READING -> 1;
          case PLAN_PRICE -> 5;
          case THRESHOLDS, ONE_DAY -> SHAPE.devices();
        };
    assertEquals(devices, report.devices(), growth::word);
    assertTrue(report.changed() + report.added() > 0, growth::word);
    assertTrue(growth != Growth.ONE_DAY || report.added() >= SHAPE.devices(), growth::word);
  }

  private void checkSql(Growth growth, Path grown, Path version) throws Exception {
    if (growth.isInSql()) {
      var out = folder.resolve(growth.word() + "-duckdb");
      DuckDbScript.run(grown, out, DuckDbAsOf.FILES);
      assertEquals(List.of(), ParquetTotals.of(version).differences(ParquetTotals.of(out)), growth::word);
    }
  }
}
