package io.meterline.app.cli;

import io.meterline.app.launch.PlanBase;
import io.meterline.app.launch.Runners;
import io.meterline.app.plan.PlanText;
import io.meterline.app.plan.Planner;
import io.meterline.app.terminal.Question;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Option;

/** The options for showing the plan of a change before it is sent. They are given together. */
final class PlanFirst {
  @Option(
      names = "--plan",
      required = true,
      description = "First show what the change would change in the views of an archive, as 'meterline plan' does, and ask.")
  private boolean isPlanned;

  @Option(names = "--archive", required = true, paramLabel = "FOLDER|URI", description = "With --plan: the archive of the log.")
  private String archive;

  @Option(names = "--views", required = true, paramLabel = "FOLDER|URI", description = "With --plan: its views, made by 'run --snapshot-every'.")
  private String views;

  @Option(names = "--yes", description = "With --plan: do not ask.")
  private boolean isConfirmed;

  /**
   * Shows the plan of a change.
   *
   * @return whether the change is to be sent
   * @throws MeterlineException if it cannot be planned
   */
  boolean isToBeSent(LoggedChange change, PrintWriter out, PrintWriter err) {
    FileSystems.setDefaultPipelineOptions(Runners.options(List.of()));
    var base = PlanBase.of(Folder.at(archive), Folder.at(views), Optional.empty());
    var proposal = base.propose("change", List.of(change));
    try {
      var scratch = new LocalFolder(Files.createTempDirectory("plan"));
      try {
        new PlanText(out).print(new Planner(base, List.of(), err).plan(proposal, scratch));
      } finally {
        scratch.remove();
      }
    } catch (IOException e) {
      throw new MeterlineException("cannot write temporary files: " + e.getMessage(), e);
    }
    return isConfirmed || Question.isAnsweredYes("Send it?");
  }
}
