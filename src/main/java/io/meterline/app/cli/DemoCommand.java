package io.meterline.app.cli;

import io.meterline.app.demo.CohortHighlights;
import io.meterline.app.demo.DemoFolder;
import io.meterline.app.demo.DemoNextSteps;
import io.meterline.app.demo.DemoSheet;
import io.meterline.app.demo.DemoText;
import io.meterline.app.demo.HomeAlerts;
import io.meterline.app.demo.HomePrice;
import io.meterline.app.demo.LateCorrection;
import io.meterline.app.demo.LiveDemo;
import io.meterline.app.demo.LiveDemoText;
import io.meterline.app.demo.LocalBroker;
import io.meterline.app.demo.RejectedReason;
import io.meterline.app.demo.TemporaryFolder;
import io.meterline.app.demo.UsageHighlights;
import io.meterline.app.launch.Replay;
import io.meterline.app.launch.RunSummary;
import io.meterline.app.launch.Runners;
import io.meterline.app.process.ExitCode;
import io.meterline.app.process.Scratch;
import io.meterline.app.process.Stop;
import io.meterline.app.process.StopSignal;
import io.meterline.app.serve.Page;
import io.meterline.app.serve.PageOptions;
import io.meterline.app.serve.Serving;
import io.meterline.app.simulate.Simulation;
import io.meterline.app.simulate.SimulationSummary;
import io.meterline.app.terminal.Glyphs;
import io.meterline.app.verify.ViewDiff;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.View;
import io.meterline.pipeline.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Demonstrates the program on a small simulated log. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what Meterline does, in less than a minute.",
      "",
      "Simulates the log of some homes, replays it and shows rows of each view; replays it once more with what could be"
          + " known at the time, and shows what late corrections changed. Everything is kept in a folder, and commands to"
          + " try next are printed. At a terminal it then serves a page with all of it on this machine, until Ctrl-C.",
      "",
      "With --live, starts a Kafka broker, simulated homes that report every second and the pipeline, and shows alerts as"
          + " they open and close, and as late readings correct them, until Ctrl-C. Nothing is kept."
    },
    footer = {
      "",
      "Examples:",
      "  meterline demo",
      "  meterline demo --out homes --seed 7",
      "  meterline demo --live"
    })
final class DemoCommand implements Callable<Integer> {
  private static final Analyses ANALYSES = Analyses.standard();
  private static final int HOMES = 24;
  private static final int DAYS = 35;
  private static final int HOMES_SHOWN = 4;

  /** As long as snapshots are apart, from which plans start. */
  private static final Windows WINDOWS = Windows.of(Duration.ofDays(7));

  private static final Duration LATENESS = Duration.ofDays(7);

  /** Practically for ever, without overflow. */
  private static final Duration FOR_EVER = Duration.ofDays(36_525);

  private static final int ALL_ROWS_AT_ONCE = Integer.MAX_VALUE;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder for the log and the views. It must not exist yet, or be empty. Default: a new temporary folder.")
  private Optional<Path> out;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "18",
      description = "Any whole number; another seed simulates other homes. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--no-serve", description = "End without serving the page.")
  private boolean isWithoutPage;

  @Option(names = "--live", description = "Show a live run, until it is stopped.")
  private boolean isLive;

  @Option(names = "--for", paramLabel = "DURATION", description = "With --live: how long. Default: until it is stopped.")
  private Optional<Duration> howLong;

  @Override
  public Integer call() {
    if (isLive) {
      return live();
    }
    if (howLong.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--for is for --live");
    }
    return replays();
  }

  private int live() {
    if (out.isPresent()) {
      throw new ParameterException(spec.commandLine(), "--out is not for --live, which keeps nothing");
    }
    return StopSignal.during(spec.commandLine().getErr(), this::live);
  }

  private int live(Stop stop) {
    var text = new LiveDemoText(spec.commandLine().getOut());
    try (var folder = TemporaryFolder.create()) {
      text.brokerStarts();
      try (var broker = LocalBroker.start(folder.path())) {
        new LiveDemo(KafkaCluster.at(broker.bootstrap()), text).run(howLong.orElse(FOR_EVER), stop);
      }
    }
    return ExitCode.OK;
  }

  private int replays() {
    var demo = out.map(DemoFolder::at).orElseGet(() -> DemoFolder.temporary(Scratch.outside()));
    var sheet = new DemoSheet(spec.commandLine().getOut());
    var logged = simulate(demo, sheet);
    replay(demo, Known.NOW, sheet);
    var text = new DemoText(sheet, Glyphs.ofStandardOutput());
    var views = demo.views(Known.NOW);
    var usage = UsageHighlights.of(views, HOMES_SHOWN);
    text.usage(usage, HomePrice.of(demo.log(), usage));
    text.alerts(HomeAlerts.of(views), HOMES_SHOWN);
    text.cohorts(CohortHighlights.of(views, usage.dayShown().date(), usage.homesShown()));
    text.rejected(RejectedReason.of(views), logged);
    sheet.heading("two times", "known=now is the truth as corrected, known=then what could be known at the time");
    replay(demo, Known.THEN, sheet);
    sheet.line("Rows that late corrections changed: %s.", differences(demo));
    var correction = LateCorrection.largest(demo);
    correction.ifPresent(text::correction);
    new DemoNextSteps(demo, sheet).print(correction, usage.dayShown());
    // A pipe or a script is not made to wait.
    var page = isWithoutPage || System.console() == null ? Optional.<Page>empty() : Page.find();
    return page.map(found -> serve(found, demo)).orElse(ExitCode.OK);
  }

  private int serve(Page page, DemoFolder demo) {
    FileSystems.setDefaultPipelineOptions(Runners.options(List.of()));
    var out = spec.commandLine().getOut();
    out.println();
    return Serving.untilStopped(page, options(demo), address -> "Open " + address + " to look at it; Ctrl-C ends it.", out, spec.commandLine().getErr());
  }

  private static PageOptions options(DemoFolder demo) {
    return new PageOptions(
        Optional.of(demo.views(Known.NOW).toString()),
        Optional.of(demo.views(Known.THEN).toString()),
        Optional.of(demo.log().toString()),
        Optional.empty(),
        "127.0.0.1",
        0,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** Simulates the log and returns how many events it has. */
  private long simulate(DemoFolder demo, DemoSheet sheet) {
    var simulation = new Simulation(HOMES, DAYS, seed, Simulation.DEFAULT_START, Simulation.DEFAULT_INTERVAL);
    var simulated = SimulationSummary.of(simulation, demo.log(), spec.commandLine().getErr());
    sheet.heading("log", "of " + HOMES + " homes and " + DAYS + " days, simulated from seed " + seed);
    var what = String.format(
        Locale.ROOT, "%,d readings, %,d settings changes", simulated.readings(), simulated.changes());
    sheet.step("wrote", what, simulated.seconds());
    return simulated.readings() + simulated.changes();
  }

  private void replay(DemoFolder demo, Known known, DemoSheet sheet) {
    var replay = new Replay(demo.log(), demo.views(known), rules(known), ANALYSES, DateRange.ALL);
    var summary = RunSummary.of(replay, Runners.inMemory(List.of()), spec.commandLine().getErr());
    var counts = summary.counts().orElseThrow();
    var rows = ANALYSES.views().stream().map(view -> counts.rows(view) + " " + view.name()).collect(Collectors.joining(", "));
    sheet.step("known=" + known.name().toLowerCase(Locale.ROOT), rows, summary.seconds());
  }

  private static Rules rules(Known known) {
    var rules = new Rules(known, LATENESS, WINDOWS);
    return switch (known) {
      case NOW -> rules.withSnapshots(new SnapshotTimes(WINDOWS.millis()));
      case THEN -> rules;
    };
  }

  private static String differences(DemoFolder demo) {
    return ANALYSES.views().stream()
        .map(view -> differences(demo, view) + " " + view.name())
        .collect(Collectors.joining(", "));
  }

  private static long differences(DemoFolder demo, View view) {
    var then = ViewReader.of(Versions.read(demo.views(Known.THEN).toString()), view);
    var now = ViewReader.of(Versions.read(demo.views(Known.NOW).toString()), view);
    return ViewDiff.compare(then, now, 0, ALL_ROWS_AT_ONCE).differences();
  }
}
