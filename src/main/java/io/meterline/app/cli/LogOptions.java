package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.Until;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the log is, as options of a command. */
final class LogOptions {
  @Option(names = "--archive", paramLabel = "FOLDER|URI", description = "The log: a folder with readings/ and settings/, on a disk or in an object store, such as gs://BUCKET/log. With --kafka, the folder where every event of a live run is archived.")
  private Optional<String> archive;

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The log is in Kafka, as 'meterline topics' makes it: run live until stopped, and publish the views to their topics.")
  private Optional<String> kafka;

  @Mixin private KafkaConfigOption kafkaConfig;

  @Option(names = "--until", paramLabel = "latest|TIME|OFFSETS", converter = UntilText.class, description = "With --kafka: read the log only so far, and end. latest: as far as it goes now; TIME: what was logged before, such as 2026-03-01T00:00:00Z; OFFSETS: of every partition, exclusive, such as readings:0=120,readings:1=98,settings:0=7.")
  private Optional<Until> until;

  Optional<String> archive() {
    return archive;
  }

  Optional<String> kafkaConfig() {
    return kafkaConfig.place();
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

  /** Reads how far a log is to be read. */
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
