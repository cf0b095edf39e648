package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.imports.Import;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates an archive from CSV files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Creates an archive of the log from CSV files.",
      "",
      "The files have a header row, with columns in any order. They may be compressed with gzip. Times are ISO-8601 with an "
          + "offset, such as 2013-01-01T00:00:00Z, in whole milliseconds.",
      "",
      "Readings: device, at, seconds, and either kwh (decimal, rounded half-even to milliwatt-hours) or milliwatt_hours. "
          + "Without logged_at, a reading was logged at the end of its interval.",
      "Settings: scope, name, op, value, effective_at; author and reason if known. Without logged_at, a change was "
          + "logged at effective_at.",
      "Both: partition (default 0) and offset (default: the number of rows imported before).",
      "",
      "A row with a cell that is missing or cannot be read goes to ARCHIVE/rejects.csv with the reason, and the import "
          + "continues; so does a line, or a row of several lines, of more than 1,048,576 characters. In that file a cell that a spreadsheet "
          + "would execute is prefixed with an apostrophe, and control characters are escaped. Rows with invalid contents, such as an unknown setting, are imported: a run rejects them with its reasons.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every row was imported", "1:some rows were not imported", "2:nothing was imported"},
    footerHeading = "%nExample:%n",
    footer = "  meterline import --readings readings.csv.gz --settings settings.csv --out log")
final class ImportCommand implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Inputs inputs;

  @Option(
      names = "--out",
      paramLabel = "ARCHIVE",
      required = true,
      description = "The folder to create, which must not exist yet, or be empty.")
  private Path out;

  /** At least one of them. */
  private static final class Inputs {
    @Option(names = "--readings", paramLabel = "CSV", description = "The file of readings.")
    private Optional<Path> readings;

    @Option(names = "--settings", paramLabel = "CSV", description = "The file of settings changes.")
    private Optional<Path> settings;
  }

  @Override
  public Integer call() {
    var commandLine = spec.commandLine();
    var start = System.nanoTime();
    var observer = new ImportProgress(commandLine.getErr());
    var result =
        new Progress(commandLine.getErr(), observer::text)
            .during(() -> Import.run(inputs.readings, inputs.settings, out, observer));
    var seconds = String.format(Locale.ROOT, "%.1f", (System.nanoTime() - start) / NANOS_PER_SECOND);
    var summary = commandLine.getOut();
    summary.println("readings       " + result.readings());
    summary.println("changes        " + result.changes());
    summary.println("rejected rows  " + result.rejected());
    summary.println("seconds        " + seconds);
    if (result.rejected() > 0) {
      summary.println("Some rows were not imported: see " + out.resolve(Import.REJECTS));
    }
    summary.flush();
    return result.rejected() > 0 ? ExitCode.ATTENTION : ExitCode.OK;
  }
}
