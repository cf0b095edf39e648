package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What a run reads from the archive, as Kafka no longer has it.
 *
 * @param parts the partitions of which Kafka no longer has the first event
 */
public record HandOver(ArchivedEvents archived, List<Part> parts) implements Serializable {
  private static final Duration POLL = Duration.ofMillis(500);

  /**
   * What the archive and Kafka have of a partition.
   *
   * @param archivedTo the end of the archived events that follow offset 0 without a gap, exclusive
   * @param beginning the first offset that Kafka has
   * @param end the end offset in Kafka, exclusive
   */
  public record Part(Kind kind, int partition, long archivedTo, long beginning, long end) implements Serializable {}

  /**
   * Asks the broker where the partitions of the log begin, and reads from the archive where those end that do not begin at 0.
   *
   * @throws MeterlineException if the broker does not answer, or the archive cannot be read
   */
  public static HandOver of(KafkaCluster cluster, ArchivedEvents archived) {
    return new HandOver(archived, parts(cluster, archived, beginning -> beginning > 0));
  }

  /** The partitions that begin at certain offsets, in order. */
  static List<Part> parts(KafkaCluster cluster, ArchivedEvents archived, LongPredicate beginnings) {
    try (var consumer = cluster.consumer(Map.of())) {
      var parts = new ArrayList<Part>();
      for (var kind : Kind.values()) {
        parts.addAll(parts(consumer, kind, archived, beginnings));
      }
      return parts;
    } catch (KafkaException e) {
      throw KafkaClients.failure("find the beginning of the log in " + cluster, e);
    }
  }

  private static List<Part> parts(
      Consumer<byte[], byte[]> consumer, Kind kind, ArchivedEvents archived, LongPredicate beginnings) {
    var topic = Topics.of(kind);
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(PartitionInfo::partition)
            .sorted()
            .map(one -> new TopicPartition(topic, one))
            .toList();
    var begins = consumer.beginningOffsets(partitions);
    var ends = consumer.endOffsets(partitions);
    var parts = new ArrayList<Part>();
    for (var one : partitions) {
      if (beginnings.test(begins.get(one))) {
        try (var reader = archived.read(kind, one.partition(), 0)) {
          parts.add(new Part(kind, one.partition(), reader.end(), begins.get(one), ends.get(one)));
        }
      }
    }
    return parts;
  }

  /**
   * Checks that a run can begin with the first event of the log.
   *
   * @throws MeterlineException if events are neither in the archive nor in Kafka, or an event that both have differs
   */
  public void require(KafkaCluster cluster) {
    for (var part : parts) {
      requireNoGap(part.kind, part.partition, archived, 0, part.archivedTo, part.beginning);
      if (part.end < part.archivedTo) {
        throw new MeterlineException(
            "%s-%d ends at offset %d, but the archive %s has events up to offset %d: the topic lost events"
                .formatted(Topics.of(part.kind), part.partition, part.end, location(archived), part.archivedTo - 1));
      }
      compare(cluster, part);
    }
  }

  private void compare(KafkaCluster cluster, Part part) {
    var seam = new Seam(archived, part.kind, part.partition, part.beginning, part.archivedTo);
    try (var kafka = new PartitionConsumer(cluster, part.kind, part.partition, seam.from())) {
      var deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
      while (!kafka.isAt(part.archivedTo)) {
        var events = kafka.next(POLL);
        if (events.flatMap(seam::rest).isPresent()) {
          return;
        }
        if (System.nanoTime() > deadline) {
          throw new MeterlineException(
              "cannot read " + kafka + ": no record has arrived for " + KafkaClients.TIMEOUT.toSeconds() + " seconds");
        }
      }
      seam.requireNoneLeft();
    }
  }

  /** The end of the events of each partition that need not be archived again, exclusive, as they are read from the archive. */
  public Map<Kind, Map<Integer, Long>> archivedTo() {
    var ends = new EnumMap<Kind, Map<Integer, Long>>(Kind.class);
    parts.forEach(part -> ends.computeIfAbsent(part.kind, any -> new TreeMap<>()).put(part.partition, part.archivedTo));
    return ends;
  }

  /**
   * Checks that the archive has what Kafka does not have.
   *
   * @param from the first offset that is wanted
   * @param end the end of the archived events that follow it without a gap, exclusive
   * @param beginning the first offset that Kafka has
   */
  static void requireNoGap(Kind kind, int partition, ArchivedEvents archived, long from, long end, long beginning) {
    gap(kind, partition, archived, from, end, beginning)
        .ifPresent(
            gap -> {
              throw new MeterlineException(gap);
            });
  }

  /** What is in neither, in one line; empty if nothing is. */
  static Optional<String> gap(Kind kind, int partition, ArchivedEvents archived, long from, long end, long beginning) {
    if (end >= beginning) {
      return Optional.empty();
    }
    var name = Topics.of(kind) + "-" + partition;
    if (archived.location().isEmpty()) {
      return Optional.of(
          "%s begins at offset %d in Kafka: the events before it were deleted; name the archive that has them (--archive)"
              .formatted(name, beginning));
    }
    var has = end > from ? "has its events up to offset " + (end - 1) : "does not have the event with offset " + from;
    return Optional.of(
        "%s: the archive %s %s, but Kafka begins at offset %d: %s in neither"
            .formatted(name, location(archived), has, beginning, missing(end, beginning - 1)));
  }

  private static String missing(long first, long last) {
    return first == last ? "offset " + first + " is" : "offsets " + first + " to " + last + " are";
  }

  private static String location(ArchivedEvents archived) {
    return archived.location().orElse("");
  }
}
