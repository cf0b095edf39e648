package io.meterline.app.cli;

import io.meterline.app.launch.Runners;
import io.meterline.app.plan.Apply;
import io.meterline.app.plan.ArchiveLog;
import io.meterline.app.plan.Freshness;
import io.meterline.app.plan.LiveLog;
import io.meterline.app.plan.PlanFolder;
import io.meterline.app.plan.PlannedLog;
import io.meterline.app.process.ExitCode;
import io.meterline.app.terminal.Question;
import io.meterline.connect.files.Folder;
import io.meterline.model.Printable;
import io.meterline.model.view.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Applies a plan. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Applies a plan that 'plan --out' wrote: logs its changes, and publishes a version of the views with them.",
      "",
      "If the log or the views have changed since, it plans again. If every row would still be as planned, the plan is applied; if not,"
          + " it shows the new plan and asks. What is interrupted can be repeated: the log never has a change twice.",
      "",
      "With --kafka, the changes are sent to the settings topic of a live run, and the version is published once the run has archived"
          + " them. The topics of the run show what was known then: the change from now on. The version shows what is known now.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:applied, now or before", "1:the plan is not what would happen any more: nothing was done", "2:it could not be applied"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline plan --archive log --views views \\",
      "      --set 'plan:flat price 0.25/kWh from 2026-03-01' --out march-prices",
      "  meterline apply march-prices",
      "  meterline apply march-prices --kafka localhost:9092 --yes"
    })
final class ApplyCommand implements Callable<Integer> {
  private static final int KEPT = 1;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PLAN", description = "The folder of the plan.")
  private Path plan;

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The log is in Kafka, and the archive of the plan is that of a live run.")
  private Optional<String> kafka = Optional.empty();

  @Mixin private KafkaConfigOption kafkaConfig;

  @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "PT10M", description = "With --kafka: how long to wait until the archive has the changes (default: ${DEFAULT-VALUE}).")
  private Duration wait;

  @Option(names = "--yes", description = "Apply the plan even if it is not what would happen any more.")
  private boolean isConfirmed;

  @Option(names = "--keep", paramLabel = "N", description = "How many previously published versions to keep for rollback (default: 1).")
  private Optional<Integer> keep = Optional.empty();

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Override
  public Integer call() {
    UsageErrors.requireKnown(spec, beamOptions);
    FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    var read = PlanFolder.read(plan);
    var archive = Folder.at(read.archive());
    var out = spec.commandLine().getOut();
    var apply =
        new Apply(read, archive, Folder.at(read.views()), log(archive), beamOptions, out, spec.commandLine().getErr());
    var exitCode =
        switch (apply.run(keep.orElse(KEPT), this::isConfirmed)) {
          case APPLIED -> ExitCode.OK;
          case STALE -> ExitCode.ATTENTION;
        };
    if (exitCode == ExitCode.OK && kafka.isPresent()) {
      out.println("the version is known=now: it has the change from its effective time on; the topics of the live run are known=then:"
          + " they have it from when it was logged");
    }
    out.flush();
    return exitCode;
  }

  private PlannedLog log(Folder archive) {
    return kafka.isPresent()
        ? new LiveLog(kafkaConfig.cluster(kafka.get()), archive, wait, spec.commandLine().getErr())
        : ArchiveLog.of(archive);
  }

  private boolean isConfirmed(Freshness freshness) {
    var out = spec.commandLine().getOut();
    out.println();
    out.println(String.format(Locale.ROOT, "%,d rows would no longer be as planned, such as:", freshness.stale()));
    for (var change : freshness.first()) {
      out.println("  " + Printable.line(change.before().map(Row::toString).orElse("no row") + " -> " + change.after().map(Row::toString).orElse("no row")));
    }
    out.flush();
    if (isConfirmed || Question.isAnsweredYes("Apply it all the same?")) {
      return true;
    }
    spec.commandLine().getErr().println("not applied; --yes applies it all the same");
    return false;
  }
}
