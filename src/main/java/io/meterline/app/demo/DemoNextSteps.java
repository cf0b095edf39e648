package io.meterline.app.demo;

import io.meterline.model.time.Known;
import io.meterline.model.time.LocalDay;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Prints what to try with a demo's folder, as commands to copy. */
public final class DemoNextSteps {
  private final DemoFolder demo;
  private final DemoSheet sheet;

  public DemoNextSteps(DemoFolder demo, DemoSheet sheet) {
    this.demo = demo;
    this.sheet = sheet;
  }

  /** Prints the commands; the correction, or else the day, is the example to explain. */
  public void print(Optional<LateCorrection> correction, UsageDay day) {
    sheet.heading("try next", "with the files in " + demo.folder());
    sheet.commands(
        "why a setting is what it is",
        "./meterline explain --archive " + word(demo.log()) + " \\",
        "  --device " + correction.map(late -> late.now().device()).orElse(day.device())
            + " --at " + correction.map(LateCorrection::at).orElse(startOf(day)));
    var views = demo.views(Known.NOW);
    sheet.commands(
        "all of it as a page, and a dial to try settings on the past",
        "./meterline serve --views " + word(views) + " --archive " + word(demo.log()) + " --then " + word(demo.views(Known.THEN)));
    sheet.commands(
        "what late corrections changed, row by row",
        "./meterline verify " + word(demo.views(Known.THEN)) + " " + word(views));
    var flink = demo.folder().resolve("views-flink");
    sheet.commands(
        "the same views on another runner",
        "./meterline run --archive " + word(demo.log()) + " --views " + word(flink) + " --runner=FlinkRunner",
        "./meterline verify " + word(views) + " " + word(flink));
    sheet.commands(
        "views are Parquet files, for any tool that reads them",
        "duckdb -c \"SELECT date, sum(milliwatt_hours) / 1e6 AS kwh FROM '" + views + "/current/usage/*.parquet' GROUP BY date LIMIT 5\"");
  }

  private static Instant startOf(UsageDay day) {
    return Instant.ofEpochMilli(LocalDay.of(day.date(), day.zone()).startMillis());
  }

  /** A path quoted as one shell word. */
  private static String word(Path path) {
    var plain = path.toString();
    return plain.matches("[\\w./-]+") ? plain : "'" + plain.replace("'", "'\\''") + "'";
  }
}
