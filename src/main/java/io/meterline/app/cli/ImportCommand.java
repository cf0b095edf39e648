package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.imports.Import;
import io.meterline.connect.imports.ImportRequest;
import io.meterline.connect.imports.ImportRequest.Strictness;
import io.meterline.connect.imports.ImportRequest.Target;
import io.meterline.connect.imports.ImportSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates an archive from files of readings and settings, or appends to one. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Creates an archive of the log from files of readings and settings, or appends to one.",
      "",
      "Readings come in the formats of utilities and home-energy tools, or in any CSV. A file may be compressed with gzip. The format "
          + "is found out from the file, and said.",
      "",
      "CSV with the columns of the log needs no option: device, at, seconds, and either kwh (decimal, rounded half-even to "
          + "milliwatt-hours) or milliwatt_hours, in any order. Times are ISO-8601 with an offset, such as 2013-01-01T00:00:00Z, in whole "
          + "milliseconds. Without logged_at, a reading was logged at the end of its interval.",
      "Settings are CSV: scope, name, op, value, effective_at; author and reason if known. Without logged_at, a change was "
          + "logged at effective_at.",
      "Both: partition (default 0) and offset (default: the number of rows imported before).",
      "",
      "A row with a cell that is missing or cannot be read goes to ARCHIVE/rejects.csv with the reason, and the import "
          + "continues; so does a line, or a row of several lines, of more than 1,048,576 characters. In that file a cell that a spreadsheet "
          + "would execute is prefixed with an apostrophe, and control characters are escaped. Rows with invalid contents, such as an unknown setting, are imported: a run rejects them with its reasons.",
      "",
      "@FILE is replaced by the options in that file; the last of a repeated option counts.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was imported",
      "1:imported, but there is something to look at: rejected rows, overlapping intervals, other values for the same interval",
      "2:nothing was imported"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline import --readings readings.csv.gz --settings settings.csv --out log",
      "  meterline import --readings 2024.xml 2025.xml --out log",
      "  meterline import --readings tomorrow.xml --out log --append",
      "  meterline import @my-meter.args --readings export.csv --dry-run"
    })
final class ImportCommand implements Callable<Integer> {
  private static final String OF_READINGS = "Readings";
  private static final String IN_CSV = "Readings in CSV files";
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec private CommandSpec spec;

  @Mixin(name = "Files, at least one")
  private Inputs inputs;

  @Mixin(name = "Archive")
  private Outputs outputs;

  @Mixin(name = OF_READINGS)
  private ImportOptions options;

  @Mixin(name = IN_CSV)
  private ImportCsvOptions csv;

  /** At least one of them. */
  private static final class Inputs {
    @Option(names = "--readings", paramLabel = "FILE", arity = "1..*", description = "Files of readings.")
    private List<Path> readings = new ArrayList<>();

    @Option(names = "--settings", paramLabel = "CSV", description = "The file of settings changes.")
    private Optional<Path> settings = Optional.empty();
  }

  /** Where events go. */
  private static final class Outputs {
    @Option(names = "--out", paramLabel = "ARCHIVE", description = "The folder to create, which must not exist yet, or be empty; with --append, the archive to add to.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--append", description = "Add to the archive. Readings and settings that it has already are skipped, so the same file may be appended again.")
    private boolean append;

    @Option(names = "--dry-run", description = "Show the first rows of each file as they would be logged, and the summary; write nothing.")
    private boolean dryRun;

    @Option(names = "--strict", description = "If there is something to look at, write nothing, and exit with 2 instead of 1.")
    private boolean strict;
  }

  @Override
  public Integer call() {
    var commandLine = spec.commandLine();
    var start = System.nanoTime();
    var observer = new ImportProgress(commandLine.getErr());
    var request = request();
    var summary = new Progress(commandLine.getErr(), observer::text).during(() -> Import.run(request, observer));
    new ImportText(commandLine.getOut()).print(summary, (System.nanoTime() - start) / NANOS_PER_SECOND);
    commandLine.getOut().flush();
    return exitCode(summary);
  }

  private ImportRequest request() {
    var csvGiven = given(IN_CSV).stream().filter(name -> !name.equals(ImportCsvOptions.ENCODING)).toList();
    if (inputs.readings.isEmpty() && inputs.settings.isEmpty()) {
      refuse("Missing required option: --readings or --settings");
    }
    if (inputs.readings.isEmpty()) {
      var given = new ArrayList<>(given(OF_READINGS));
      given.addAll(given(IN_CSV));
      given.stream().findFirst().ifPresent(name -> refuse(name + " is about readings: add --readings"));
    }
    return new ImportRequest(
        inputs.readings,
        inputs.settings,
        options.format(csvGiven),
        options.options(csv.options()),
        options.split(),
        target(),
        outputs.strict ? Strictness.STRICT : Strictness.LENIENT);
  }

  private Target target() {
    if (outputs.dryRun) {
      if (outputs.append) {
        refuse("--dry-run compares with no archive: leave out --append");
      }
      return new Target.DryRun();
    }
    var archive = outputs.out.orElseThrow(() -> new ParameterException(spec.commandLine(), "Missing required option: '--out=ARCHIVE'"));
    return outputs.append ? new Target.Existing(archive) : new Target.New(archive);
  }

  private List<String> given(String mixin) {
    return GroupedHelp.given(spec, mixin);
  }

  private void refuse(String why) {
    throw new ParameterException(spec.commandLine(), why);
  }

  private int exitCode(ImportSummary summary) {
    var err = spec.commandLine().getErr();
    switch (summary.outcome()) {
      case NOTHING_USABLE -> {
        err.println("meterline: nothing was imported: there is no row that can be used");
        return ExitCode.FAILED;
      }
      case REFUSED -> {
        err.println("meterline: nothing was imported: there is something to look at, and --strict was given");
        return ExitCode.FAILED;
      }
      case LOGGED, NOTHING_NEW, SHOWN -> {
        return summary.needsAttention() ? ExitCode.ATTENTION : ExitCode.OK;
      }
    }
    throw new IllegalStateException(summary.outcome().toString());
  }
}
