package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.versions.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backfill as its operator sees it: held, compared, switched to, rolled back. */
class ViewsCommandTest {
  @TempDir private static Path shared;
  private static Path archive;

  @TempDir Path temp;

  @BeforeAll
  static void simulate() {
    archive = shared.resolve("log");
    assertEquals(0, CommandRun.of("simulate", "--devices", 6, "--days", 4, "--seed", 5, "--out", archive).exitCode());
  }

  @ParameterizedTest
  @EnumSource
  void aBackfillIsHeldComparedSwitchedToAndRolledBack(Kind kind) {
    var views = kind.name(temp);
    succeeds("run", "--archive", archive, "--views", views, "--as=old");
    var held = succeeds("run", "--archive", archive, "--views", views, "--as=new", "--hold", "--known=then");
    assertTrue(
        held.endsWith("not published; to publish it: meterline views switch " + views + " new\n"), held);
    assertEquals(List.of("new complete -", "old complete current"), standings(views));
    assertEquals(1, CommandRun.of("verify", views, views + "@new", "--show=0").exitCode());
    succeeds("verify", views, views + "@old");

    assertEquals("new, before: old\n", succeeds("views", "switch", views, "new"));
    assertEquals(List.of("new complete current", "old complete previous"), standings(views));
    succeeds("verify", views, views + "@new");

    assertEquals("old, before: new\n", succeeds("views", "switch", views, "old"));
    fails("is the current version", "views", "remove", views, "old");
    assertEquals("", succeeds("views", "remove", views, "new"));
    assertEquals(List.of("old complete current"), standings(views));
    fails("have no version new", "views", "switch", views, "new");
    fails("have no version new", "verify", views, views + "@new");
  }

  @ParameterizedTest
  @EnumSource
  void theListHasTheRowsOfEveryView(Kind kind) {
    var views = kind.name(temp);
    succeeds("run", "--archive", archive, "--views", views, "--as=a");
    var list = succeeds("views", "list", views).lines().toList();
    assertEquals(
        List.of("version", "state", "readers", "usage", "alerts", "cohorts", "comparisons", "rejected"),
        List.of(list.get(0).split(" +")));
    var run = succeeds("run", "--archive", archive, "--views", views, "--as=b");
    var usage = run.lines().filter(line -> line.startsWith("usage ")).findFirst().orElseThrow().replaceAll("\\D", "");
    assertEquals(usage, list.get(1).split(" +")[3]);
  }

  @ParameterizedTest
  @EnumSource
  void theSameCommandAgainHasNothingToDoAndAnotherIsRefused(Kind kind) {
    var views = kind.name(temp);
    succeeds("run", "--archive", archive, "--views", views, "--as=a", "--from=2024-03-02");
    var again = succeeds("run", "--archive", archive, "--views", views, "--as=a", "--from=2024-03-02", "--window=P1D");
    assertEquals(
        "version a of " + views + " is complete already, from the same log with the same options: nothing was done\n", again);
    fails(
        "version a of views " + views + " is complete, and was made with from=2024-03-02, not no from; name another, or remove it",
        "run", "--archive", archive, "--views", views, "--as=a");
  }

  @Test
  void failuresAreReportedInOneLine() {
    var none = temp.resolve("none");
    fails("views " + none + ": there are no versions of views", "views", "list", none);
    fails("a command is missing", "views");
    fails("a version name has at most 63 lower-case letters", "run", "--archive", archive, "--views", none, "--as=A");
    fails("--keep must be at least 0, not -1", "run", "--archive", archive, "--views", none, "--keep=-1");
    fails("--as, --hold, --keep and --since are for files", "run", "--kafka=localhost:1", "--until=latest", "--hold");
  }

  private static List<String> standings(String views) {
    return succeeds("views", "list", views).lines().skip(1).map(line -> line.replaceAll(" +", " ")).map(ViewsCommandTest::standing).toList();
  }

  private static String standing(String line) {
    var words = line.split(" ");
    return String.join(" ", words[0], words[1], words[2]);
  }

  private static String succeeds(Object... words) {
    var run = CommandRun.of(words);
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }

  private static void fails(String says, Object... words) {
    var run = CommandRun.of(words);
    assertEquals(2, run.exitCode(), run.out());
    assertTrue(run.err().contains(says), run.err());
    assertEquals(1, run.complaints().size(), run.err());
  }
}
