package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.Until;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for the location of the log. */
final class LogOptions {
  @Option(names = "--archive", paramLabel = "FOLDER|URI", description = "The log: a folder with readings/ and settings/, on a disk or in an object store, such as gs://BUCKET/log. With --kafka, a live run archives every event there.")
  private Optional<String> archive;

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The log is in Kafka, in the topics that 'meterline topics' creates: run live until stopped, and publish the views to their topics.")
  private Optional<String> kafka;

  @Mixin private KafkaConfigOption kafkaConfig;

  @Option(names = "--until", paramLabel = "latest|TIME|OFFSETS", converter = UntilText.class, description = "With --kafka: read the log up to here, then end. latest: its current end; TIME: events logged before, such as 2026-03-01T00:00:00Z; OFFSETS: of every partition, exclusive, such as readings:0=120,readings:1=98,settings:0=7.")
  private Optional<Until> until;

  Optional<String> archive() {
    return archive;
  }

  Optional<String> kafkaConfig() {
    return kafkaConfig.location();
  }

  Optional<Until> until() {
    return until;
  }

  /**
   * The cluster that has the log, if it is in Kafka.
   *
   * @throws io.meterline.model.MeterlineException if the file of properties cannot be read
   */
  Optional<KafkaCluster> cluster() {
    return kafka.map(kafkaConfig::cluster);
  }

  /** Parses the end of the log to be read. */
  static final class UntilText implements ITypeConverter<Until> {
    @Override
    public Until convert(String text) {
      try {
        return Until.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
