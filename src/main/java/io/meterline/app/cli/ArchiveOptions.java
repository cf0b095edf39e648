package io.meterline.app.cli;

import io.meterline.connect.archive.LiveArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.archive.TimeSlices;
import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.model.MeterlineException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that decide how a live log is archived. */
final class ArchiveOptions {
  @Option(
      names = "--archive-every",
      defaultValue = "PT5M",
      paramLabel = "DURATION",
      description =
          "Live, with --archive: what each partition logs in this time becomes one file of the archive; must divide a day"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration every;

  /**
   * The archive of a live log.
   *
   * @param folder new or empty, or the archive of an earlier run on this log, on a disk or in an object store
   * @throws MeterlineException if it is neither or cannot be written, or Kafka does not answer
   */
  LiveArchive open(KafkaCluster cluster, Folder folder) {
    var slices = slices();
    try (var admin = cluster.admin()) {
      return LiveArchive.open(folder, LogIdentity.of(admin), slices);
    }
  }

  private TimeSlices slices() {
    try {
      return new TimeSlices(every);
    } catch (IllegalArgumentException e) {
      throw new MeterlineException("--archive-every " + e.getMessage(), e);
    }
  }
}
