package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of each partition of the log for a bounded run.
 *
 * @param ends the end offset of each partition, exclusive
 */
public record LogEnds(Map<Kind, Map<Integer, Long>> ends) {
  /** The maximum number of offsets of a range that one step reads. */
  private static final long MAX_OFFSETS = 200_000;

  /**
   * Asks the broker for the end offsets.
   *
   * @throws MeterlineException if the broker does not answer, or if given offsets are not those of exactly the existing
   *     partitions, or are beyond their ends
   */
  public static LogEnds of(KafkaCluster cluster, Until until) {
    try (var consumer = cluster.consumer(Map.of())) {
      var ends = new EnumMap<Kind, Map<Integer, Long>>(Kind.class);
      for (var kind : Kind.values()) {
        ends.put(kind, ends(consumer, kind, until));
      }
      return new LogEnds(ends);
    } catch (KafkaException e) {
      throw KafkaClients.failure("find the end of the log in " + cluster, e);
    }
  }

  private static Map<Integer, Long> ends(Consumer<byte[], byte[]> consumer, Kind kind, Until until) {
    var topic = Topics.of(kind);
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    var latest = new TreeMap<Integer, Long>();
    consumer.endOffsets(partitions).forEach((partition, end) -> latest.put(partition.partition(), end));
    return until.match(
        () -> latest,
        time -> before(time, consumer, partitions, latest),
        ends -> checked(topic, ends.getOrDefault(kind, Map.of()), latest));
  }

  /** The offset of the first event of each partition logged at the time or later; if there is none, its end. */
  private static Map<Integer, Long> before(
      Instant time, Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Map<Integer, Long> latest) {
    var ends = new TreeMap<>(latest);
    consumer
        .offsetsForTimes(partitions.stream().collect(Collectors.toMap(one -> one, one -> time.toEpochMilli())))
        .forEach((one, found) -> Optional.ofNullable(found).ifPresent(at -> ends.put(one.partition(), at.offset())));
    return ends;
  }

  private static Map<Integer, Long> checked(String topic, Map<Integer, Long> given, Map<Integer, Long> latest) {
    if (!given.keySet().equals(latest.keySet())) {
      throw new MeterlineException(
          "--until names the partitions " + given.keySet() + " of " + topic + ", which has " + latest.keySet()
              + "; name every one");
    }
    given.forEach(
        (partition, end) -> {
          if (end > latest.get(partition)) {
            throw new MeterlineException(
                "--until: " + topic + "-" + partition + " ends at offset " + latest.get(partition) + ", before " + end);
          }
        });
    return given;
  }

  /** The number of partitions of each topic of the log. */
  public Map<Kind, Integer> partitions() {
    return ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().size()));
  }

  /** The number of offsets of a kind: at least the number of events. */
  public long count(Kind kind) {
    return ends.get(kind).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The log of a kind, split into ranges that can be read in parallel. */
  public List<OffsetRange> ranges(Kind kind) {
    var ranges = new ArrayList<OffsetRange>();
    ends.get(kind)
        .forEach(
            (partition, end) -> {
              for (var from = 0L; from < end; from += MAX_OFFSETS) {
                ranges.add(new OffsetRange(kind, partition, from, Math.min(end, from + MAX_OFFSETS)));
              }
            });
    return ranges;
  }
}
