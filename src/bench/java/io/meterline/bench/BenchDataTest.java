package io.meterline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.bench.DataShape.Kind;
import io.meterline.bench.harness.ParquetTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the data is, and that those who work on it agree, on a little of it. */
class BenchDataTest {
  private static final DataShape VARIED = DataShape.ofDays(Kind.VARIED, 37, 100.5, OptionalInt.empty());

  @TempDir private Path folder;

  @Test
  void aReplayGivesTheTotalsOfTheLoop() throws IOException {
    for (var shape : shapes()) {
      var data = data(shape);
      var views = folder.resolve(shape.folder() + "-views");
      var run = CommandRun.of("run", "--archive", data, "--views", views, "--runner=DirectRunner");
      assertEquals(0, run.exitCode(), run::err);
      assertEquals(List.of(), loop(shape, data).differences(ParquetTotals.of(views)), shape.folder());
    }
  }

  @Test
  void everyFormOfDuckDbGivesTheTotalsOfTheLoop() throws IOException, SQLException {
    var forms = List.of(DuckDbAsOf.FILES, DuckDbRanges.FILES, DuckDbProbes.FILES);
    for (var shape : shapes()) {
      var data = data(shape);
      for (var form = 0; form < forms.size(); form++) {
        var out = folder.resolve(shape.folder() + "-duckdb-" + form);
        DuckDbScript.run(data, out, forms.get(form));
        assertEquals(List.of(), loop(shape, data).differences(ParquetTotals.of(out)), shape.folder() + " " + form);
      }
    }
  }

  @Test
  void thereAreAsManyChangesAsAskedForAndAlertsOfBothKinds() throws IOException {
    for (var count : new int[] {10, 1000, 50_000}) {
      var shape = new DataShape(Kind.VARIED, 37, 480, OptionalInt.of(count));
      assertEquals(count, new SettingsPlan(shape, BenchData.START).changes().count());
    }
    var totals = loop(VARIED, data(VARIED)).sums();
    assertEquals(VARIED.readings(), totals.get("usage.readings"));
    assertTrue(totals.get("alerts.rows") > 100, totals::toString);
    assertTrue(totals.get("alerts.readings") > totals.get("alerts.rows"), totals::toString);
  }

  private static List<DataShape> shapes() {
    return List.of(
        VARIED,
        DataShape.ofDays(Kind.SMOOTH, 37, 20, OptionalInt.empty()),
        DataShape.ofDays(Kind.VARIED, 20, 10, OptionalInt.of(10)),
        DataShape.ofDays(Kind.VARIED, 20, 10, OptionalInt.of(100)),
        DataShape.ofDays(Kind.VARIED, 20, 10, OptionalInt.of(5000)));
  }

  private Path data(DataShape shape) {
    var data = folder.resolve(shape.folder());
    BenchData.make(shape, data);
    return data;
  }

  private Totals loop(DataShape shape, Path data) throws IOException {
    var out = folder.resolve(shape.folder() + "-loop");
    ColumnLoop.run(data, out);
    return Totals.read(out.resolve(Totals.FILE));
  }
}
