package io.meterline.app.cli;

import io.meterline.app.process.ExitCode;
import io.meterline.app.process.StopSignal;
import io.meterline.app.simulate.LiveSimulation;
import io.meterline.app.simulate.Publication;
import io.meterline.app.simulate.Simulation;
import io.meterline.app.simulate.SimulationSummary;
import io.meterline.connect.kafka.KafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes or publishes a simulated log. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes an archive with a simulated log, or publishes one to Kafka, for trials and measurements.",
      "",
      "Homes use energy by day, week and season, and meters report it realistically: late, twice, wrongly and then"
          + " corrected, or not at all. Settings of every scope are announced early and corrected late. The same options"
          + " produce the same bytes, on every machine.",
      "",
      "Kafka sets the logged time of an event to the current time. So the readings of a published log are from the days"
          + " up to the last midnight, and its settings are logged after that: use 'run --until=latest --known=now' on"
          + " it. With --live, settings are published first and meters report in real time, as input for a live"
          + " run."
    },
    footer = {
      "",
      "Examples:",
      "  meterline simulate --devices 500 --days 365 --seed 7 --out year",
      "  meterline simulate --devices 1000 --days 2 --kafka localhost:9092 --rate 5000",
      "  meterline simulate --devices 5000 --interval PT10S --kafka localhost:9092 --live"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int DAYS = 30;

  /** Few enough that all readings are logged within the default lateness of a live run. */
  private static final int DAYS_PUBLISHED = 1;

  private static final Duration LIVE_INTERVAL = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "ARCHIVE",
      description = "Folder to create. It must not exist yet, or be empty.")
  private Optional<Path> out;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "20",
      description = "Number of devices, 1 to 1,000,000. Default: ${DEFAULT-VALUE}.")
  private int devices;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Number of days they are metered for, 1 to 36,525. Default: " + DAYS + "; with --kafka " + DAYS_PUBLISHED + ".")
  private Optional<Integer> days;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Any whole number; another seed produces another log. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      converter = DateText.class,
      description =
          "First day, in UTC. Default: 2024-03-04; clocks change in America and Europe in the month after. With --kafka, such"
              + " that the last day is yesterday.")
  private Optional<LocalDate> start;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Length of a reading's interval, from PT1M to PT24H; must divide a day. Default: PT30M.")
  private Optional<Duration> interval;

  @Mixin private PublishOptions publish = new PublishOptions();

  @Override
  public Integer call() {
    publish.problem().ifPresent(this::refuse);
    var cluster = publish.cluster();
    if (out.isPresent() == cluster.isPresent()) {
      refuse("name either --out or --kafka");
    }
    if (publish.isLive() && (days.isPresent() || start.isPresent())) {
      refuse("--days and --start are not for --live");
    }
    return cluster.isPresent() ? publish(cluster.get()) : write(out.orElseThrow());
  }

  private int write(Path archive) {
    var simulation = simulation(start.orElse(Simulation.DEFAULT_START), days.orElse(DAYS));
    say(archive + ": " + text(SimulationSummary.of(simulation, archive, spec.commandLine().getErr())));
    return ExitCode.OK;
  }

  private int publish(KafkaCluster cluster) {
    if (publish.isLive()) {
      return publishLive(cluster);
    }
    var count = days.orElse(DAYS_PUBLISHED);
    var simulation = simulation(start.orElseGet(() -> LocalDate.now(ZoneOffset.UTC).minusDays(count)), count);
    var rate = publish.rate().map(OptionalLong::of).orElse(OptionalLong.empty());
    say(cluster + ": " + publication(cluster).of(simulation, rate).text());
    return ExitCode.OK;
  }

  private int publishLive(KafkaCluster cluster) {
    var simulation = checked(() -> new LiveSimulation(devices, interval.orElse(LIVE_INTERVAL), seed));
    return StopSignal.during(
        spec.commandLine().getErr(),
        stop -> {
          say(cluster + ": " + publication(cluster).live(simulation, publish.howLong(), stop).text());
          return ExitCode.OK;
        });
  }

  private Publication publication(KafkaCluster cluster) {
    return new Publication(cluster, spec.commandLine().getErr());
  }

  private Simulation simulation(LocalDate first, int count) {
    return checked(
        () -> new Simulation(devices, count, seed, first, interval.orElse(Simulation.DEFAULT_INTERVAL)));
  }

  private <T> T checked(Supplier<T> simulation) {
    try {
      return simulation.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  private void say(String result) {
    spec.commandLine().getOut().println(result);
    spec.commandLine().getOut().flush();
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
