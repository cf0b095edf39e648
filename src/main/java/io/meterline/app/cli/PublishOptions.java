package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where and how a simulated log is published. */
final class PublishOptions {
  /** As good as for ever, and no time overflows with it. */
  private static final Duration FOR_EVER = Duration.ofDays(36_525);

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Publish to the log there, instead of writing an archive. 'meterline topics' creates it.")
  private Optional<String> bootstrap;

  @Mixin private KafkaConfigOption config;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "With --kafka: at most so many readings a second. Default: as fast as it goes.")
  private Optional<Long> rate;

  @Option(
      names = "--live",
      description =
          "With --kafka: meters report as time goes on, each once an --interval of PT1S to PT1H (default PT10S), until"
              + " it is stopped.")
  private boolean isLive;

  @Option(names = "--for", paramLabel = "DURATION", description = "With --live: for how long. Default: until it is stopped.")
  private Optional<Duration> howLong;

  /** Where to publish, empty if it is not to Kafka. */
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

  /** What is said that means nothing, given what else is said; empty if all is well. */
  Optional<String> problem() {
    if (bootstrap.isEmpty() && (config.place().isPresent() || rate.isPresent() || isLive)) {
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
