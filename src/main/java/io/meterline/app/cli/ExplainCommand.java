package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.settings.Explainer;
import io.meterline.model.time.Known;
import java.nio.file.Path;
import java.time.Instant;
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
      "For every setting: its value, the scope it comes from, the changes that made it in the order that counts, which is by "
          + "effective time, by whom and why; with --known=then the changes that were not known yet; where it would be another "
          + "had corrections been known (or not), that value too. The most specific scope wins: device, plan, cohort, "
          + "everyone. Then the changes that could not be used.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline explain --archive log --device meter-1 --at 2013-06-01T00:00:00Z",
      "  meterline explain --archive log --device meter-1 --known then \\",
      "      --at 2013-06-01T10:00:00+10:00"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--archive",
      paramLabel = "ARCHIVE",
      required = true,
      description = "The archive of the log, with a folder 'settings' in it.")
  private Path archive;

  @Option(names = "--device", paramLabel = "ID", required = true, description = "The device.")
  private String device;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      required = true,
      description = "The time, as in 2013-06-01T00:00:00Z. A change that holds from that very moment counts.")
  private Instant at;

  @Option(
      names = "--known",
      paramLabel = "now|then",
      defaultValue = "now",
      description = {
        "What may be known. now: a change holds from its effective time, whenever it was logged, the truth as corrected. "
            + "then: it holds once it was logged too, what could be known at the time; a correction of the past overrides "
            + "nothing that is effective later. Default: ${DEFAULT-VALUE}."
      })
  private Known known;

  @Override
  public Integer call() {
    var explainer = new Explainer(device);
    var malformed = new AtomicLong();
    SettingsReader.readArchive(archive, explainer::add, rejection -> malformed.incrementAndGet());
    var out = spec.commandLine().getOut();
    new ExplanationText(out).print(explainer.explain(at, known));
    if (malformed.get() > 0) {
      out.printf("malformed rows of the archive, whomever they concern: %d%n", malformed.get());
    }
    out.flush();
    return ExitCode.OK;
  }
}
