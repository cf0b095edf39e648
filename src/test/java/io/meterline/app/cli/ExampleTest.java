package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/example.md} shows is what its files lead to. */
class ExampleTest {
  private static final Path DOCS = Path.of("docs");
  private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```\n\n```\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void theExampleShowsWhatItsFilesLeadTo() throws Exception {
    var example = Files.readString(DOCS.resolve("example.md"));
    var log = temp.resolve("log");
    var views = temp.resolve("views");
    var readings = DOCS.resolve("examples/readings.csv");
    var settings = DOCS.resolve("examples/settings.csv");
    assertEquals(0, CommandRun.of("import", "--readings", readings, "--settings", settings, "--out", log).exitCode());
    assertTrue(example.contains(Files.readString(settings)), "the settings");
    var run = CommandRun.of("run", "--archive", log, "--views", views);
    assertEquals(0, run.exitCode(), run.err());
    var counts = run.out().substring(0, run.out().indexOf("BAD_VALUE"));
    assertTrue(example.contains(counts), counts);

    assertIsShown(example, CommandRun.of("explain", "--archive", log, "--device", "house-12", "--at", "2024-04-02 02:00+02:00"));
    assertIsShown(example, CommandRun.of("explain", "--archive", log, "--device", "flat-3", "--at", "2024-04-04"));

    var queries = QUERY.matcher(example);
    for (var expected = 0; expected < 3; expected++) {
      assertTrue(queries.find());
      var rows = DuckDb.query(queries.group(1).replace("'views/", "'" + views + "/"));
      assertEquals(queries.group(2), String.join("\n", rows) + "\n");
    }
  }

  /** Its first line, and the part about the price. */
  private static void assertIsShown(String example, CommandRun explained) {
    var parts = List.of(explained.out().split("\n\n"));
    var price = parts.stream().filter(part -> part.startsWith("price.micros.per.kwh = ")).findFirst().orElseThrow();
    var shown = parts.get(0).lines().findFirst().orElseThrow() + "\n...\n" + price + "\n```";
    assertTrue(example.contains(shown), shown);
  }
}
