package io.meterline.app.cli;

import io.meterline.app.flink.Checkpoints;
import io.meterline.app.launch.LiveTimes;
import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What only a live run is told, as options of a command. */
final class LiveOptions {
  private static final Duration SHORTEST_CHECKPOINTS = Duration.ofMillis(100);
  private static final Duration SHORTEST_UNREACHABLE = Duration.ofSeconds(10);

  @Option(names = "--wait", defaultValue = "PT1M", paramLabel = "DURATION", description = "Live: how long results wait for readings on their way; one that comes later corrects them (default: ${DEFAULT-VALUE}).")
  private Duration waitTime;

  @Option(names = "--slack", defaultValue = "PT1S", paramLabel = "DURATION", description = "Live: how far the broker's clock may be behind this machine's (default: ${DEFAULT-VALUE}).")
  private Duration slack;

  @Option(names = "--checkpoints", paramLabel = "FOLDER", description = "Live, on Flink: where it keeps what it knows, now and then. If there is a checkpoint already, the run goes on from it.")
  private Optional<Path> checkpoints;

  @Option(names = "--checkpoint-every", defaultValue = "PT10S", paramLabel = "DURATION", description = "Live: how often a checkpoint is made (default: ${DEFAULT-VALUE}).")
  private Duration checkpointEvery;

  @Option(names = "--unreachable-timeout", defaultValue = "PT5M", paramLabel = "DURATION", description = "How long a run to Kafka waits for brokers that cannot be reached, or topics that are not there any more, before it ends (default: ${DEFAULT-VALUE}).")
  private Duration unreachableTimeout;

  /** How long the run waits. */
  LiveTimes times() {
    return new LiveTimes(
        RuleOptions.within("--wait", waitTime, Duration.ZERO),
        RuleOptions.within("--slack", slack, Duration.ZERO),
        RuleOptions.within("--unreachable-timeout", unreachableTimeout, SHORTEST_UNREACHABLE));
  }

  /**
   * Where and how often checkpoints are made.
   *
   * @throws MeterlineException if that is too often
   */
  Optional<Checkpoints> checkpoints() {
    var every = RuleOptions.within("--checkpoint-every", checkpointEvery, SHORTEST_CHECKPOINTS);
    return checkpoints.map(folder -> new Checkpoints(folder, every));
  }
}
