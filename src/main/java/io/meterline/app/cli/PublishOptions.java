package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for publishing a simulated log. */
final class PublishOptions {
  /** Practically for ever, without overflow. */
  private static final Duration FOR_EVER = Duration.ofDays(36_525);

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Publish to the log in Kafka, instead of writing an archive. 'meterline topics' creates its topics.")
  private Optional<String> bootstrap;

  @Mixin private KafkaConfigOption config;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "With --kafka: at most this many readings per second. Default: as fast as possible.")
  private Optional<Long> rate;

  @Option(
      names = "--live",
      description =
          "With --kafka: meters report in real time, each once per --interval of PT1S to PT1H (default PT10S), until"
              + " stopped.")
  private boolean isLive;

  @Option(names = "--for", paramLabel = "DURATION", description = "With --live: how long. Default: until it is stopped.")
  private Optional<Duration> howLong;

  /** The cluster to publish to; empty if an archive is written. */
  Optional<KafkaCluster> cluster() {
    return bootstrap.map(config::cluster);
  }

  Optional<Long> rate() {
    return rate;
  }

  boolean isLive() {
    return isLive;
  }

  Duration howLong() {
    return howLong.orElse(FOR_EVER);
  }

  /** A conflict between the options; empty if there is none. */
  Optional<String> problem() {
    if (bootstrap.isEmpty() && (config.location().isPresent() || rate.isPresent() || isLive)) {
      return Optional.of("--kafka-config, --rate and --live are for --kafka");
    }
    if (!isLive && howLong.isPresent()) {
      return Optional.of("--for is for --live");
    }
    if (isLive && rate.isPresent()) {
      return Optional.of("--rate is not for --live, where it is the number of devices divided by the interval");
    }
    if (rate.isPresent() && rate.get() < 1) {
      return Optional.of("--rate must be at least 1, not " + rate.get());
    }
    if (howLong.isPresent() && (howLong.get().isNegative() || howLong.get().compareTo(FOR_EVER) > 0)) {
      return Optional.of("--for must be PT0S to " + FOR_EVER + ", not " + howLong.get());
    }
    return Optional.empty();
  }
}
