package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.Until;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the log is, as options of a command. */
final class LogOptions {
  @Option(names = "--archive", paramLabel = "FOLDER|URI", description = "The log: a folder with readings/ and settings/, on a disk or in an object store, such as gs://BUCKET/log. With --kafka, the folder where every event of a live run is archived.")
  private Optional<String> archive;

  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The log is in Kafka, as 'meterline topics' makes it: run live until stopped, and publish the views to their topics.")
  private Optional<String> kafka;

  @Option(names = "--kafka-config", paramLabel = "FILE|SECRET", description = "Kafka client properties, as for TLS or a login: a file, or secret://projects/P/secrets/S/versions/V in Google's Secret Manager. A run holds only the place: each machine of a cluster reads it anew.")
  private Optional<String> kafkaConfig;

  @Option(names = "--until", paramLabel = "latest|TIME|OFFSETS", converter = UntilText.class, description = "With --kafka: read the log only so far, and end. latest: as far as it goes now; TIME: what was logged before, such as 2026-03-01T00:00:00Z; OFFSETS: of every partition, exclusive, such as readings:0=120,readings:1=98,settings:0=7.")
  private Optional<Until> until;

  Optional<String> archive() {
    return archive;
  }

  Optional<String> kafkaConfig() {
    return kafkaConfig;
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
    return kafka.map(
        bootstrap ->
            kafkaConfig.map(place -> KafkaCluster.at(bootstrap, place)).orElseGet(() -> KafkaCluster.at(bootstrap)));
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
