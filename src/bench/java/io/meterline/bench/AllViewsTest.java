package io.meterline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.bench.DataShape.Kind;
import io.meterline.bench.harness.ViewRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contenders for all five views write Meterline's rows, of little data of every kind. */
final class AllViewsTest {
  private static final DataShape WHOLE = DataShape.ofDays(Kind.WHOLE, 130, 100.5, OptionalInt.empty());

  @TempDir private Path folder;

  static List<DataShape> shapes() {
    return List.of(
        WHOLE,
        DataShape.ofDays(Kind.WHOLE, 9, 0.5, OptionalInt.empty()),
        DataShape.ofDays(Kind.VARIED, 20, 10, OptionalInt.of(100)),
        DataShape.ofDays(Kind.SMOOTH, 20, 10, OptionalInt.empty()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void bothFormsOfDuckDbWriteMeterlinesRows(DataShape shape) throws IOException, SQLException {
    var data = data(shape);
    var views = folder.resolve("views");
    var run = CommandRun.of("run", "--archive", data, "--views", views, "--runner=io.meterline.app.memory.InMemoryRunner");
    assertEquals(0, run.exitCode(), run::err);
    for (var files : List.of(DuckDbAllPlain.FILES, DuckDbAllBest.FILES)) {
      var out = folder.resolve(files.get(1));
      DuckDbScript.run(data, out, files);
      assertEquals(List.of(), ViewRows.differences(views, out), files.get(1));
    }
  }

  @Test
  void rowsThatDifferAreFoundOnEitherSide() throws IOException, SQLException {
    var some = folder.resolve("some");
    var more = folder.resolve("more");
    DuckDbScript.run(data(DataShape.ofDays(Kind.WHOLE, 9, 10, OptionalInt.empty())), some, DuckDbAllBest.FILES);
    DuckDbScript.run(data(DataShape.ofDays(Kind.WHOLE, 9, 11, OptionalInt.empty())), more, DuckDbAllBest.FILES);
    assertTrue(ViewRows.differences(some, more).get(0).startsWith("usage lacks "), "a day more");
    assertEquals(ViewRows.differences(some, more).size(), ViewRows.differences(more, some).size());
  }

  @Test
  void theDataHasSettingsOfAllKindsAndReadingsThatAreReplaced() {
    var changes = new WholeSettings(WHOLE, BenchData.START).changes().toList();
    for (var op : List.of("SET", "ADD", "SCALE", "CLEAR")) {
      assertTrue(changes.stream().anyMatch(change -> change.op().equals(op)), op);
    }
    for (var scope : List.of("everyone", "plan:", "cohort:", "device:")) {
      assertTrue(changes.stream().anyMatch(change -> change.scope().startsWith(scope)), scope);
    }
    var run = CommandRun.of("run", "--archive", data(WHOLE), "--views", folder.resolve("views"));
    assertTrue(run.out().contains("SUPERSEDED") && run.out().contains("NOTHING_TO_CHANGE"), run::out);
  }

  private Path data(DataShape shape) {
    var data = folder.resolve(shape.folder());
    BenchData.make(shape, data);
    return data;
  }
}
