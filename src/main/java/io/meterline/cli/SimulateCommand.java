package io.meterline.cli;

import io.meterline.simulate.Simulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes an archive with a made-up log. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes an archive with a made-up log, to try things out and to measure with.",
      "",
      "Homes use energy by day, week and season, and meters report it as meters do: late, twice, wrongly and then put"
          + " right, or not at all. Settings of every scope are announced early and corrected late. The same options"
          + " give the same bytes, on every machine."
    },
    footer = {
      "",
      "Example: a year of 500 devices, about nine million readings",
      "  meterline simulate --devices 500 --days 365 --seed 7 --out year"
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "ARCHIVE",
      description = "Folder to write. It must not exist yet, or be empty.")
  private Path out;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many devices, 1 to 1,000,000. Default: ${DEFAULT-VALUE}.")
  private int devices;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many days they are metered for, 1 to 36,525. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Any whole number; another seed gives another log. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      converter = DateText.class,
      description = "First day, in UTC. Default: 2024-03-04; clocks change in America and Europe in the month after.")
  private LocalDate start = Simulation.DEFAULT_START;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "What a reading covers, a whole part of a day from PT1M to PT24H. Default: PT30M.")
  private Duration interval = Simulation.DEFAULT_INTERVAL;

  @Override
  public Integer call() {
    var summary = SimulationSummary.of(simulation(), out, spec.commandLine().getErr());
    spec.commandLine().getOut().println(out + ": " + text(summary));
    return ExitCode.OK;
  }

  private Simulation simulation() {
    try {
      return new Simulation(devices, days, seed, start, interval);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static String text(SimulationSummary summary) {
    return String.format(
        Locale.ROOT,
        "%,d readings and %,d settings changes in %d files, %.1f s, %,.0f readings/s",
        summary.readings(),
        summary.changes(),
        summary.files(),
        summary.seconds(),
        summary.readings() / summary.seconds());
  }
}
