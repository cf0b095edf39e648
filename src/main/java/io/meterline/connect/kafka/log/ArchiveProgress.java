package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far the archive has a partition of the log.
 *
 * @param part what the archive and Kafka have of it
 * @param waiting when the first event was logged that the archive does not have yet; empty if it has all
 * @param gap what is in neither, in one line; empty if nothing is
 */
public record ArchiveProgress(HandOver.Part part, Optional<Instant> waiting, Optional<String> gap) {
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Asks the broker, and looks into the archive.
   *
   * @return every partition: readings, then settings, in order
   * @throws io.meterline.model.MeterlineException if the broker does not answer, or the archive cannot be read
   */
  public static List<ArchiveProgress> of(KafkaCluster cluster, ArchivedEvents archived) {
    return HandOver.parts(cluster, archived, any -> true).stream().map(part -> of(cluster, archived, part)).toList();
  }

  private static ArchiveProgress of(KafkaCluster cluster, ArchivedEvents archived, HandOver.Part part) {
    var gap = HandOver.gap(part.kind(), part.partition(), archived, 0, part.archivedTo(), part.beginning());
    return new ArchiveProgress(part, waiting(cluster, part), gap);
  }

  /** The number of offsets in Kafka that are not archived yet. */
  public long behind() {
    return Math.max(0, part.end() - Math.max(part.beginning(), part.archivedTo()));
  }

  private static Optional<Instant> waiting(KafkaCluster cluster, HandOver.Part part) {
    var from = Math.max(part.beginning(), part.archivedTo());
    if (from >= part.end()) {
      return Optional.empty();
    }
    try (var kafka = new PartitionConsumer(cluster, part.kind(), part.partition(), from)) {
      var deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
      while (!kafka.isAt(part.end()) && System.nanoTime() < deadline) {
        var events = kafka.next(POLL);
        if (events.isPresent()) {
          return Optional.of(Instant.ofEpochMilli(events.get().loggedAt(0)));
        }
      }
      return Optional.empty();
    }
  }
}
