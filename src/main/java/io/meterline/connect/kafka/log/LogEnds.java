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
 * Where each partition of the log ends for a bounded run.
 *
 * @param ends the end of each partition, exclusive
 */
public record LogEnds(Map<Kind, Map<Integer, Long>> ends) {
  /** A stretch of the log that one step reads at a time. */
  private static final long MOST_OFFSETS = 200_000;

  /**
   * Asks the broker where the partitions end.
   *
   * @throws MeterlineException if it cannot tell, or if offsets were given that are not those of every partition
   */
  public static LogEnds of(KafkaCluster cluster, Until until) {
    try (var consumer = cluster.consumer(Map.of())) {
      var ends = new EnumMap<Kind, Map<Integer, Long>>(Kind.class);
      for (var kind : Kind.values()) {
        ends.put(kind, ends(consumer, kind, until));
      }
      return new LogEnds(ends);
    } catch (KafkaException e) {
      throw KafkaClients.failure("ask " + cluster + " where the log ends", e);
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

  /** The first offset of each partition that is logged at the time or later; where there is none, its end. */
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

  /** How many partitions each topic of the log has. */
  public Map<Kind, Integer> partitions() {
    return ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().size()));
  }

  /** How many offsets there are of a kind: at least as many as events. */
  public long count(Kind kind) {
    return ends.get(kind).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The log of a kind, cut into stretches that can be read side by side. */
  public List<OffsetRange> ranges(Kind kind) {
    var ranges = new ArrayList<OffsetRange>();
    ends.get(kind)
        .forEach(
            (partition, end) -> {
              for (var from = 0L; from < end; from += MOST_OFFSETS) {
                ranges.add(new OffsetRange(kind, partition, from, Math.min(end, from + MOST_OFFSETS)));
              }
            });
    return ranges;
  }
}
