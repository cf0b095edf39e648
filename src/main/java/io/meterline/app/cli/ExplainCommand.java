package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.connect.archive.PendingAppend;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.settings.Explainer;
import io.meterline.model.time.Known;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains the settings in force for a device. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Explains the settings in force for a device at a time.",
      "",
      "For every setting: its value, the scope it comes from, and the changes behind it in the order of their effective "
          + "time, with author and reason; with --known=then the changes that were not known yet; and the value under the other "
          + "--known if it differs. The most specific scope wins: device, plan, cohort, "
          + "everyone. Prices are shown as in the log, in millionths, and in money. At the end, the changes that were rejected: those"
          + " of the device's scopes, and those of any scope that cannot be read, such as 'Device:meter-1'.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline explain --archive log --device meter-1 --at 2013-06-01",
      "  meterline explain --archive log --device meter-1 --known then \\",
      "      --at 2013-06-01T10:00:00+10:00"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--archive",
      paramLabel = "ARCHIVE",
      required = true,
      description = "The archive of the log, with a folder 'settings'.")
  private Path archive;

  @Option(names = "--device", paramLabel = "ID", required = true, description = "The device.")
  private String device;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      required = true,
      converter = TimeOrDate.Text.class,
      description =
          "The time, as in 2013-06-01T00:00:00Z, inclusive: a change that holds from then on counts. A date, as in 2013-06-01, is"
              + " the start of that day in the device's time zone.")
  private TimeOrDate at;

  @Option(
      names = "--known",
      paramLabel = "now|then",
      defaultValue = "now",
      description = {
        "now: a change holds from its effective time, whenever it was logged: the truth as corrected. "
            + "then: it does not hold before it was logged: what could be known at the time; a correction of the past overrides "
            + "nothing that is effective later. Default: ${DEFAULT-VALUE}."
      })
  private Known known;

  @Override
  public Integer call() {
    var explainer = new Explainer(device);
    var malformed = new AtomicLong();
    PendingAppend.finish(archive);
    SettingsReader.readArchive(archive, explainer::add, rejection -> malformed.incrementAndGet());
    var out = spec.commandLine().getOut();
    new ExplanationText(out).print(explainer.explain(at.in(date -> explainer.startOf(date, known)), known));
    if (malformed.get() > 0) {
      out.printf("malformed rows of the archive, for any device: %d%n", malformed.get());
    }
    out.flush();
    return ExitCode.OK;
  }
}
