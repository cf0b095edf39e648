package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.launch.Replay;
import io.meterline.app.process.ExitCode;
import io.meterline.engine.analysis.Analyses;
import io.meterline.exact.BeamRun.Mode;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.Row;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small logs based on reports of users of this and other systems, imported and replayed, and compared with rows computed by hand.
 * A line of {@code expected.txt} has the value of {@code known} and the prefix of a row: its view and cells, {@code
 * rejected|KIND|REASON|COUNT}, or after a {@code !} a prefix that no row may have.
 */
class ReportedCasesTest {
  private static final Duration LATENESS = Duration.ofDays(7);
  private static final List<String> USAGE =
      List.of("device", "date", "zone", "milliwatt_hours", "cost_micros", "readings", "peak_watts", "hourly");
  private static final List<String> ALERTS =
      List.of("device", "opened_at", "closed_at", "threshold_watts", "peak_watts", "milliwatt_hours", "readings");

  /** The cases with another value for a reading, which an import points out. */
  private static final Set<String> CORRECTED = Set.of("asof-ties", "corrected-spike");

  @TempDir private Path folder;

  static Stream<Path> cases() throws IOException, URISyntaxException {
    return Files.list(Path.of(ReportedCasesTest.class.getResource("/cases").toURI())).sorted();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theRowsAreThoseComputedByHand(Path reported) throws IOException {
    var archive = folder.resolve("log");
    var options = new ArrayList<Object>(List.of("import", "--readings", reported.resolve("readings.csv"), "--out", archive));
    if (Files.exists(reported.resolve("settings.csv"))) {
      options.addAll(List.of("--settings", reported.resolve("settings.csv")));
    }
    var imported = CommandRun.of(options.toArray());
    var isCorrected = CORRECTED.contains(reported.getFileName().toString());
    assertEquals(isCorrected ? ExitCode.ATTENTION : ExitCode.OK, imported.exitCode(), imported.out() + imported.err());
    assertTrue(imported.out().contains("rejected rows  0\n"), imported.out());
    for (var known : Known.values()) {
      var views = folder.resolve("views-" + known);
      new Replay(archive, views, new Rules(known, LATENESS, Windows.of(Duration.ofDays(30))), Analyses.standard(), DateRange.ALL)
          .run(Mode.DIRECT.options(1));
      check(Files.readString(reported.resolve("expected.txt")), known, lines(BeamRun.read(views)));
    }
  }

  private static void check(String expected, Known known, List<String> lines) {
    var word = known.name().toLowerCase(Locale.ROOT) + " ";
    var relevant = expected.lines().filter(line -> line.startsWith(word)).map(line -> line.substring(word.length())).toList();
    for (var line : relevant) {
      var isNegated = line.startsWith("!");
      var prefix = isNegated ? line.substring(1) : line;
      var isCount = !isNegated && line.startsWith("rejected|");
      var isFound = lines.stream().anyMatch(row -> isCount ? row.equals(prefix) : row.startsWith(prefix));
      assertTrue(isFound != isNegated, () -> word + line + " among\n" + String.join("\n", lines));
    }
  }

  private static List<String> lines(List<Row> rows) {
    var lines = new ArrayList<String>();
    for (var row : rows) {
      switch (row.view().name()) {
        case "usage" -> lines.add(line("usage", USAGE, row));
        case "alerts" -> lines.add(line("alert", ALERTS, row));
        default -> {}
      }
    }
    rows.stream()
        .filter(row -> row.view().name().equals("rejected"))
        .collect(Collectors.groupingBy(row -> line("rejected", List.of("kind", "reason"), row), Collectors.counting()))
        .forEach((reason, count) -> lines.add(reason + "|" + count));
    return lines;
  }

  private static String line(String view, List<String> columns, Row row) {
    return columns.stream()
        .map(column -> row.find(column).map(Object::toString).orElse("null"))
        .collect(Collectors.joining("|", view + "|", ""));
  }
}
