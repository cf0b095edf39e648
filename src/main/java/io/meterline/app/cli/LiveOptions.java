package io.meterline.app.cli;

import io.meterline.app.flink.Checkpoints;
import io.meterline.app.launch.LiveTimes;
import io.meterline.model.MeterlineException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of live runs only. */
final class LiveOptions {
  private static final Duration SHORTEST_CHECKPOINTS = Duration.ofMillis(100);
  private static final Duration SHORTEST_UNREACHABLE = Duration.ofSeconds(10);

  @Option(names = "--wait", defaultValue = "PT1M", paramLabel = "DURATION", description = "Live: how long results wait for readings on their way; a reading that arrives later corrects them (default: ${DEFAULT-VALUE}).")
  private Duration waitTime;

  @Option(names = "--slack", defaultValue = "PT1S", paramLabel = "DURATION", description = "Live: how far the broker's clock may be behind this machine's (default: ${DEFAULT-VALUE}).")
  private Duration slack;

  @Option(names = "--checkpoints", paramLabel = "FOLDER", description = "Live, on Flink: folder for checkpoints. If there is a checkpoint already, the run resumes from it.")
  private Optional<Path> checkpoints;

  @Option(names = "--checkpoint-every", defaultValue = "PT10S", paramLabel = "DURATION", description = "Live: interval between checkpoints (default: ${DEFAULT-VALUE}).")
  private Duration checkpointEvery;

  @Option(names = "--unreachable-timeout", defaultValue = "PT5M", paramLabel = "DURATION", description = "How long a run to Kafka waits for unreachable brokers or missing topics before it ends (default: ${DEFAULT-VALUE}).")
  private Duration unreachableTimeout;

  /** How long the run waits. */
  LiveTimes times() {
    return new LiveTimes(
        RuleOptions.within("--wait", waitTime, Duration.ZERO),
        RuleOptions.within("--slack", slack, Duration.ZERO),
        RuleOptions.within("--unreachable-timeout", unreachableTimeout, SHORTEST_UNREACHABLE));
  }

  /**
   * Where and how often checkpoints are written.
   *
   * @throws MeterlineException if the interval is too short
   */
  Optional<Checkpoints> checkpoints() {
    var every = RuleOptions.within("--checkpoint-every", checkpointEvery, SHORTEST_CHECKPOINTS);
    return checkpoints.map(folder -> new Checkpoints(folder, every));
  }
}
