package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.DemoSheet;
import io.meterline.app.process.ExitCode;
import io.meterline.connect.parquet.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final Pattern TIMING = Pattern.compile(" +[0-9]+\\.[0-9] s$", Pattern.MULTILINE);

  @TempDir static Path folder;

  private static Path demo;
  private static CommandRun run;

  @BeforeAll
  static void demo() {
    demo = folder.resolve("demo");
    run = CommandRun.of("demo", "--out", demo);
  }

  @Test
  void showsRowsOfEachView() {
    assertEquals(ExitCode.OK, run.exitCode(), run.err());
    for (var view : List.of("usage", "alerts", "cohorts", "comparisons", "rejected")) {
      var rows = part(view.toUpperCase()).count() - 2;
      assertTrue(rows >= 3, view + ": " + rows);
    }
  }

  @Test
  void aDayOnWhichClocksChangeIsShownWithItsHours() {
    var hours = part("USAGE").filter(line -> line.endsWith(" hours")).map(line -> line.replaceAll(".* (\\d+) hours", "$1"));
    assertEquals(List.of("24", "23", "24"), hours.toList());
  }

  @Test
  void showsAPriceWithRatesAndWhatIsChargedForADay() {
    var money = "-?[0-9]+\\.[0-9]{2,}";
    var prices = part("USAGE").filter(line -> line.contains(" pays ")).toList();
    assertEquals(1, prices.size(), prices::toString);
    assertTrue(prices.get(0).matches("  meter-\\d+ pays " + money + " a kWh(; .*\\d\\d:\\d\\d-\\d\\d:\\d\\d " + money + ")+"), prices.get(0));
    var charged = part("USAGE").filter(line -> line.matches("  (meter-|[A-Z][a-z]{2} ).* +[0-9.,]+ +[0-9.,]+ +[0-9]+\\.[0-9]{2}  .*"));
    assertTrue(charged.count() >= 6, run.out());
  }

  @Test
  void showsWhatALateCorrectionChangedAndWhichOneItWas() {
    var lines = part("TWO TIMES").toList();
    assertTrue(lines.get(2).matches("  Rows that late corrections changed: [1-9].*"), lines.get(2));
    assertTrue(lines.get(3).matches("  Such as meter-.* cost .* as known then, .* as known now\\."), lines.get(3));
    assertTrue(lines.get(4).matches("  The change behind it: SET plan .* for device:meter-.*"), lines.get(4));
  }

  @Test
  void fitsIntoATerminal() {
    var shown = run.out().lines().takeWhile(line -> !line.startsWith("TRY NEXT")).toList();
    assertEquals(List.of(), shown.stream().filter(line -> line.length() > DemoSheet.WIDTH).toList());
    assertTrue(run.out().lines().count() <= 65, run.out());
  }

  @Test
  void explainWorksAsSuggested() {
    var explained = suggested("explain");
    assertEquals(ExitCode.OK, explained.exitCode(), explained.err());
    assertTrue(explained.out().contains("known=then: "), explained.out());
    assertTrue(explained.out().contains(" ADD "), explained.out());
  }

  @Test
  void verifyWorksAsSuggested() {
    assertEquals(ExitCode.ATTENTION, suggested("verify").exitCode());
  }

  @Test
  void theOtherRunnerWorksAsSuggestedAndProducesTheSameViews() {
    var flink = suggested("run");
    assertEquals(ExitCode.OK, flink.exitCode(), flink.err());
    assertEquals(ExitCode.OK, suggested("verify", "views-flink").exitCode());
  }

  @Test
  void theQueryWorksAsSuggested() throws Exception {
    var lines = part("TRY NEXT").dropWhile(line -> !line.contains("duckdb -c")).toList();
    var query = String.join(" ", lines).replaceAll(".*duckdb -c \"(.*)\"", "$1");
    assertEquals(5, DuckDb.query(query).size());
  }

  @Test
  void theSameSeedProducesTheSameOutputApartFromTimings() {
    var other = folder.resolve("again");
    assertEquals(withoutTimings(run, demo), withoutTimings(CommandRun.of("demo", "--out", other), other));
  }

  @Test
  void aFolderThatIsNotEmptyIsRefusedInOneLine() throws Exception {
    var taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("mine.txt"), "not to be lost");
    var refused = CommandRun.of("demo", "--out", taken);
    assertEquals(ExitCode.FAILED, refused.exitCode());
    assertEquals("meterline: the folder " + taken + " exists already; name a new one or remove it\n", refused.err());
    assertEquals("", refused.out());
  }

  private static String withoutTimings(CommandRun run, Path folder) {
    var text = TIMING.matcher(run.out().replace(folder.toString(), "FOLDER")).replaceAll("");
    assertFalse(TIMING.matcher(text).find());
    return text;
  }

  /** The lines of a section of the output, including its heading. */
  private static Stream<String> part(String title) {
    return run.out().lines().dropWhile(line -> !line.startsWith(title + "  ")).takeWhile(line -> !line.isEmpty());
  }

  /** Runs the first suggestion of a command that has all the words. */
  private static CommandRun suggested(String command, String... words) {
    return run.out()
        .replace("\\\n", "")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("./meterline " + command + " ") && Arrays.stream(words).allMatch(line::contains))
        .findFirst()
        .map(line -> CommandRun.of((Object[]) line.replaceFirst("^./meterline ", "").split(" +")))
        .orElseThrow(() -> new AssertionError("no " + command + " in\n" + run.out()));
  }
}
