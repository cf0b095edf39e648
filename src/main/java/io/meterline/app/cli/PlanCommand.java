package io.meterline.app.cli;

import io.meterline.app.launch.PlanBase;
import io.meterline.app.launch.Runners;
import io.meterline.app.plan.Plan;
import io.meterline.app.plan.PlanFolder;
import io.meterline.app.plan.PlanJson;
import io.meterline.app.plan.PlanRows;
import io.meterline.app.plan.PlanText;
import io.meterline.app.plan.Planner;
import io.meterline.app.process.ExitCode;
import io.meterline.app.process.Joined;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.MeterlineException;
import io.meterline.model.settings.Proposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Shows what settings changes would change, before they are made. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what settings changes would change, before they are made: money, alerts, ranks, and for whom. It changes nothing.",
      "",
      "It starts from a version of views made with 'run --snapshot-every', and computes again only what can differ. Without a"
          + " change it shows what has been logged since the version was made. Dates are in the zone of everyone, unless --zone is given.",
      "",
      "With --what-if, the rows are kept as a version to look at, which can never be published. Other options, such as --runner, are"
          + " passed to Beam and its runner; without one, a runner is chosen by how much is to be read.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing would change", "1:something would change", "2:it could not be planned"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  meterline plan --archive log --views views --set 'plan:flat price 0.25/kWh from 2026-03-01'",
      "  meterline plan --archive log --views views --set 'everyone threshold 2000 from 2026-03-01' --what-if two-kw",
      "  meterline plan --archive log --views views --changes prices.csv --out march-prices",
      "  meterline plan --archive log --views views"
    })
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private PlanBaseOptions from;

  @Mixin private ProposalOptions proposed;

  @Option(names = "--what-if", paramLabel = "NAME", description = "Keep the rows as version whatif-NAME of the views, to be looked at as VIEWS@whatif-NAME. It can never be published.")
  private Optional<String> whatIf = Optional.empty();

  @Option(names = "--out", paramLabel = "PLAN", description = "Write the plan to this new folder, with the rows that differ as Parquet, for 'meterline apply PLAN'.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean isJson;

  @Option(names = "--rows", description = "Also print every row that differs, before (-) and after (+).")
  private boolean isWithRows;

  @Option(names = "--explain", paramLabel = "DEVICE", description = "Also show the settings of a device at the first effective time, before and after, with the changes behind them.")
  private Optional<String> device = Optional.empty();

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Override
  public Integer call() {
    UsageErrors.requireKnown(spec, beamOptions);
    out.ifPresent(PlanFolder::requireFree);
    var base = open();
    var proposal = proposed.in(base);
    if (proposal.isEmpty() && (whatIf.isPresent() || device.isPresent() || out.isPresent())) {
      throw new MeterlineException("--out, --what-if and --explain are for proposed changes: --set, --add, --scale, --clear or --changes");
    }
    if (whatIf.isPresent() && out.isPresent()) {
      throw new MeterlineException("--what-if is never applied: leave out --out");
    }
    try {
      return planned(base, proposal);
    } catch (IOException e) {
      throw new MeterlineException("cannot write temporary files: " + e.getMessage(), e);
    }
  }

  /** Beam takes a second to find its options, and files on a disk can be read without them. */
  private PlanBase open() {
    var options = CompletableFuture.runAsync(() -> FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions)));
    if (!from.isOnDisk()) {
      Joined.of(options);
    }
    var base = from.open();
    Joined.of(options);
    return base;
  }

  private int planned(PlanBase base, Proposal proposal) throws IOException {
    var planner = new Planner(base, beamOptions, spec.commandLine().getErr());
    var scratch = new LocalFolder(Files.createTempDirectory("plan"));
    try {
      var plan =
          whatIf.isPresent() ? planner.whatIf(proposal, "whatif-" + whatIf.get()) : planner.plan(proposal, scratch);
      print(base, plan);
      out.ifPresent(folder -> write(folder, plan, base));
      return plan.effects().isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
    } finally {
      scratch.remove();
    }
  }

  private void write(Path folder, Plan plan, PlanBase base) {
    PlanFolder.write(folder, plan, base, from.archive().absolute().toString(), from.views().absolute().toString());
    spec.commandLine().getErr().println("to apply it: meterline apply " + folder);
  }

  private void print(PlanBase base, Plan plan) {
    var text = spec.commandLine().getOut();
    if (isWithRows) {
      new PlanRows(text).print(plan.planned().differences());
    }
    device.ifPresent(name -> new ProposalExplanation(text).print(name, base.changes(), plan.proposal()));
    if (isJson) {
      new PlanJson(text).print(plan);
    } else {
      new PlanText(text).print(plan);
    }
    whatIf.ifPresent(
        name -> spec.commandLine().getErr().println("the rows are those of " + from.views() + "@whatif-" + name + ", which can never be published"));
  }
}
