package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.launch.FolderBytes;
import io.meterline.app.launch.GrowingArchive;
import io.meterline.app.launch.PlanBase;
import io.meterline.app.launch.Replay;
import io.meterline.app.launch.RunObserver;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Target;
import io.meterline.connect.versions.Target.WhenComplete;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.exact.BeamRun.Mode;
import io.meterline.model.settings.Proposal;
import io.meterline.model.time.Known;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowDifferences;
import io.meterline.model.view.View;
import io.meterline.oracle.Log;
import io.meterline.oracle.RandomGrowth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A plan is what happens: the rows that it says would differ are those that differ between the version that it starts from and a full
 * replay of the log with the proposed changes in it.
 */
class PlanOnRunnersTest {
  /** The first batch is logged after the version was made, the changes of the second are proposed. */
  @Provide
  Arbitrary<RangeScenario> scenarios() {
    return RangeScenario.of(RandomGrowth.logs(2))
        .filter(scenario -> scenario.known() == Known.NOW && scenario.log().batches().size() == 2);
  }

  @Property(tries = 12, shrinking = ShrinkingMode.BOUNDED)
  void onTheDirectRunnerAPlanIsTheDifferenceThatTheChangesMake(@ForAll("scenarios") RangeScenario scenario) throws IOException {
    check(scenario, Mode.DIRECT);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.BOUNDED)
  void onFlinkAPlanIsTheDifferenceThatTheChangesMake(@ForAll("scenarios") RangeScenario scenario) throws IOException {
    check(scenario, Mode.FLINK_BATCH);
  }

  private static void check(RangeScenario scenario, Mode mode) throws IOException {
    var folder = Files.createTempDirectory("meterline-plan");
    try {
      check(scenario, mode.options(2), folder);
    } finally {
      try (var paths = Files.walk(folder)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void check(RangeScenario scenario, PipelineOptions options, Path folder) throws IOException {
    var archive = new GrowingArchive(folder.resolve("log"));
    var views = new LocalFolder(folder.resolve("views"));
    archive.add(scenario.log().base());
    replay(scenario, archive, views, "base").run(options, RunObserver.NONE);
    archive.add(scenario.log().batches().get(0));
    var before = FolderBytes.of(views.path());

    var proposal = new Proposal("p", scenario.log().batches().get(1).changes());
    var base = PlanBase.of(new LocalFolder(archive.path()), views, Optional.empty());
    var planned = base.work(proposal).plan(new LocalFolder(folder.resolve("scratch")), options, RunObserver.NONE);
    var whatIf = base.work(proposal).whatIf("whatif-p", options, RunObserver.NONE);
    for (var view : Analyses.standard().views()) {
      assertEquals(sides(planned.differences(), view), sides(whatIf.differences(), view), "what if: " + view.name());
      assertEquals(difference(rows(views, "base", view), rows(views, "whatif-p", view)), sides(whatIf.differences(), view));
    }
    Versions.at(views).remove("whatif-p");
    assertEquals(before, FolderBytes.of(views.path()), "a plan changes nothing");

    archive.add(new Log(List.of(), proposal.changes()));
    replay(scenario, archive, views, "full").run(options, RunObserver.NONE);
    for (var view : Analyses.standard().views()) {
      var expected = difference(rows(views, "base", view), rows(views, "full", view));
      assertEquals(expected, sides(planned.differences(), view), view.name());
    }
  }

  private static Replay replay(RangeScenario scenario, GrowingArchive archive, LocalFolder views, String version) {
    var target = new Target(views, Optional.of(version), WhenComplete.PUBLISH, 5);
    return new Replay(new LocalFolder(archive.path()), target, scenario.rules(0), Analyses.standard(), scenario.dates());
  }

  private static List<String> rows(LocalFolder views, String version, View view) {
    var rows = new ArrayList<String>();
    ViewReader.of(Versions.at(views).complete(version), view).read(row -> rows.add(row.toString()));
    return rows;
  }

  /** The rows that only one side has, as a multiset, each with its side. */
  private static List<String> difference(List<String> before, List<String> after) {
    return Stream.concat(surplus(before, after, "- "), surplus(after, before, "+ ")).sorted().toList();
  }

  private static Stream<String> surplus(List<String> of, List<String> over, String side) {
    var counts = counts(over);
    return counts(of).entrySet().stream()
        .flatMap(row -> Stream.generate(() -> side + row.getKey()).limit(Math.max(0, row.getValue() - counts.getOrDefault(row.getKey(), 0L))));
  }

  private static Map<String, Long> counts(List<String> rows) {
    return rows.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static List<String> sides(RowDifferences differences, View view) {
    var sides = new ArrayList<String>();
    differences.read(
        view,
        change -> {
          change.before().map(Row::toString).ifPresent(row -> sides.add("- " + row));
          change.after().map(Row::toString).ifPresent(row -> sides.add("+ " + row));
        });
    return sides.stream().sorted().toList();
  }
}
