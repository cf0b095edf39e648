package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Reads one partition of the log in batches. While the broker is unreachable it returns nothing, and resumes
 * afterwards. Errors that are not retriable are {@link MeterlineException}s.
 */
final class PartitionConsumer implements AutoCloseable {
  private static final int MAX_EVENTS = 10_000;
  private static final int MAX_BYTES = 1 << 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /**
   * How long the broker may hold a fetch back while there are no events. It answers a connection's requests in order, so
   * asking for the end of a quiet partition takes as long, and the watermark is behind by that.
   */
  private static final Duration MAX_FETCH_WAIT = Duration.ofMillis(50);

  /** How many bytes the broker waits for meanwhile, if events are gathered. */
  private static final int MIN_FETCH_BYTES = 1 << 16;

  private static final byte[] NO_BYTES = {};

  private final Kind kind;
  private final TopicPartition partition;
  private final Consumer<byte[], byte[]> consumer;
  private final long gatherNanos;
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
  private long fetchedBytes;
  private long gatheringSince;

  /**
   * A reader of a partition that returns events as soon as they are fetched.
   *
   * @param from the first offset to read
   */
  PartitionConsumer(KafkaCluster cluster, Kind kind, int partition, long from) {
    this(cluster, kind, partition, from, Duration.ZERO);
  }

  /**
   * A reader of a partition.
   *
   * @param from the first offset to read
   * @param gather for how long events are gathered, from the first of them on, unless there are as many as fit in a batch; at least zero
   */
  PartitionConsumer(KafkaCluster cluster, Kind kind, int partition, long from, Duration gather) {
    this.kind = kind;
    this.partition = new TopicPartition(Topics.of(kind), partition);
    this.gatherNanos = gather.toNanos();
    // KafkaClients makes every consumer read uncommitted events: even an event of an aborted transaction counts, so
    // that all readers of the log see the same events.
    this.consumer =
        cluster.consumer(
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(MAX_EVENTS),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, String.valueOf(MAX_FETCH_WAIT.toMillis()),
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(gather.isZero() ? 1 : MIN_FETCH_BYTES),
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000"));
    consumer.assign(List.of(this.partition));
    consumer.seek(this.partition, from);
  }

  /**
   * The next events; empty if there are none yet, or they are still gathered.
   *
   * @param timeout how long to wait for events
   */
  Optional<RawEvents> next(Duration timeout) {
    if (!isGathered()) {
      attempt(() -> consumer.poll(timeout)).ifPresent(records -> records.forEach(this::add));
    }
    return isGathered() ? Optional.of(batch()) : Optional.empty();
  }

  private void add(ConsumerRecord<byte[], byte[]> event) {
    if (fetched.isEmpty()) {
      gatheringSince = System.nanoTime();
    }
    fetched.add(event);
    fetchedBytes += value(event).length;
  }

  private boolean isGathered() {
    return !fetched.isEmpty()
        && (fetched.size() >= MAX_EVENTS || fetchedBytes >= MAX_BYTES || System.nanoTime() - gatheringSince >= gatherNanos);
  }

  /** Whether there are events that {@link #next} has not returned. */
  boolean hasFetched() {
    return !fetched.isEmpty();
  }

  private RawEvents batch() {
    var bytes = 0;
    var size = 0;
    for (var next : fetched) {
      if (size == MAX_EVENTS || size > 0 && bytes + value(next).length > MAX_BYTES) {
        break;
      }
      bytes += value(next).length;
      size++;
    }
    fetchedBytes -= bytes;
    var offsets = new long[size];
    var loggedAt = new long[size];
    var values = new byte[size][];
    for (var i = 0; i < size; i++) {
      var next = fetched.remove();
      offsets[i] = next.offset();
      loggedAt[i] = next.timestamp();
      values[i] = value(next);
    }
    return new RawEvents(kind, partition.partition(), offsets, loggedAt, values);
  }

  private static byte[] value(ConsumerRecord<byte[], byte[]> event) {
    return Optional.ofNullable(event.value()).orElse(NO_BYTES);
  }

  /** Whether every event before an offset has been returned. Not every offset has an event. */
  boolean isAt(long offset) {
    if (!fetched.isEmpty()) {
      return fetched.peek().offset() >= offset;
    }
    return attempt(() -> consumer.position(partition, TIMEOUT)).map(next -> next >= offset).orElse(false);
  }

  /** Reads from the given offset on. */
  void seek(long offset) {
    fetched.clear();
    fetchedBytes = 0;
    consumer.seek(partition, offset);
  }

  /** The first offset that the broker still has; the end if it has none. Empty if it does not answer. */
  OptionalLong beginning() {
    return attempt(() -> consumer.beginningOffsets(List.of(partition), TIMEOUT).get(partition))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** The current end offset of the partition, exclusive, from the broker; empty if it does not answer. */
  OptionalLong end() {
    return attempt(() -> consumer.endOffsets(List.of(partition), TIMEOUT).get(partition))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** The number of offsets still to read, from the broker's last answer. */
  OptionalLong backlog() {
    return consumer.currentLag(partition);
  }

  /** The number of partitions of the topic, if known. */
  Optional<Integer> partitions() {
    return attempt(() -> consumer.partitionsFor(partition.topic(), TIMEOUT).size());
  }

  private <T> Optional<T> attempt(Supplier<T> call) {
    try {
      return Optional.ofNullable(call.get());
    } catch (InterruptException e) {
      throw e;
    } catch (InvalidOffsetException e) {
      throw new MeterlineException(
          partition + ": its events were deleted, or the topic was created again; start over without the checkpoint,"
              + " with the archive that has them (--archive)",
          e);
    } catch (RetriableException e) {
      return Optional.empty();
    } catch (KafkaException e) {
      throw KafkaClients.failure("read " + partition, e);
    }
  }

  @Override
  public String toString() {
    return partition.toString();
  }

  @Override
  public void close() {
    // Does not wait: no answer from the broker is needed any more.
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
