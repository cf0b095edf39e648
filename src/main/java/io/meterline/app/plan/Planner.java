package io.meterline.app.plan;

import io.meterline.app.launch.EmbeddedFlink;
import io.meterline.app.launch.PlanBase;
import io.meterline.app.launch.Planned;
import io.meterline.app.launch.ReplayRunner;
import io.meterline.app.launch.RunObserver;
import io.meterline.app.launch.RunProgress;
import io.meterline.app.launch.Runners;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.files.Folder;
import io.meterline.engine.effect.Effects;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Proposal;
import io.meterline.model.settings.ProposalChecks;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Makes plans.
 *
 * @param base what they start from
 * @param beamOptions options of Beam and its runners; without a runner, one is chosen by how much is to be read
 * @param progress where progress is shown
 */
public record Planner(PlanBase base, List<String> beamOptions, PrintWriter progress) {
  /**
   * Makes a plan.
   *
   * @param scratch a folder for its rows, which can be read until it is removed
   * @throws io.meterline.model.MeterlineException if the proposal cannot be used; the message says why
   */
  public Plan plan(Proposal proposal, Folder scratch) {
    return planOf(proposal, work -> (options, observer) -> work.plan(scratch, options, observer));
  }

  /**
   * Makes a plan, and keeps its rows as a version that can be read and never be published.
   *
   * @param name the name of the version
   * @throws io.meterline.model.MeterlineException if the proposal cannot be used, or there is a version of this name
   */
  public Plan whatIf(Proposal proposal, String name) {
    return planOf(proposal, work -> (options, observer) -> work.whatIf(name, options, observer));
  }

  /** Computes what a plan needs. */
  private interface Run {
    Planned run(PipelineOptions options, RunObserver observer);
  }

  private Plan planOf(Proposal proposal, Function<PlanBase.Work, Run> run) {
    var checks = new ProposalChecks(base.changes(), base.devices(), base.firstReading());
    var findings = checks.check(proposal);
    findings.requireUsable();
    var planned = planned(base.work(proposal), run);
    var log = new ArrayList<>(base.changes());
    log.addAll(proposal.changes());
    var hidden = proposal.changes().stream().map(change -> hidden(change, log)).toList();
    return new Plan(
        base.version(), base.added(), proposal, findings.notes(), hidden, Effects.of(planned.differences()), planned);
  }

  private Hidden hidden(LoggedChange change, List<LoggedChange> log) {
    var others = log.stream().filter(other -> !other.position().equals(change.position())).toList();
    return Hidden.of(change, others, base.devices().size());
  }

  private Planned planned(PlanBase.Work work, Function<PlanBase.Work, Run> run) {
    return EmbeddedFlink.during(
        ReplayRunner.of(beamOptions, OptionalLong.of(work.readings())).options(),
        beam -> {
          var options = Runners.options(beam);
          var observer = new RunProgress(options.getRunner().getSimpleName());
          return new Progress(progress, observer::ofReplay).during(() -> run.apply(work).run(options, observer));
        });
  }
}
