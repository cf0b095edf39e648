package io.meterline.connect.kafka.log;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The events of a partition: as far as Kafka no longer has them from the archive, then from Kafka. Which it begins with is decided
 * when the broker first answers; until then there are no events.
 */
final class PartitionEvents implements AutoCloseable {
  private final ArchivedEvents archived;
  private final Kind kind;
  private final int partition;
  private final PartitionConsumer kafka;
  private long next;
  private Stage stage = new Undecided();

  /**
   * A reader of a partition.
   *
   * @param from the first offset to read
   * @param gather for how long events from Kafka are gathered, so that fewer batches have them
   */
  PartitionEvents(KafkaCluster cluster, ArchivedEvents archived, Kind kind, int partition, long from, Duration gather) {
    this.archived = archived;
    this.kind = kind;
    this.partition = partition;
    this.kafka = new PartitionConsumer(cluster, kind, partition, from, gather);
    this.next = from;
  }

  /** Where the next events are. */
  private interface Stage {
    Optional<RawEvents> next(Duration timeout);

    default OptionalLong backlog() {
      return OptionalLong.empty();
    }

    default void close() {}
  }

  /**
   * The next events; empty if there are none yet.
   *
   * @param timeout how long to wait for events
   * @throws MeterlineException if events are neither in the archive nor in Kafka, or an event differs
   */
  Optional<RawEvents> next(Duration timeout) {
    var events = stage.next(timeout);
    events.ifPresent(batch -> next = batch.offset(batch.size() - 1) + 1);
    return events;
  }

  private void enter(Stage other) {
    stage.close();
    stage = other;
  }

  private final class Undecided implements Stage {
    @Override
    public Optional<RawEvents> next(Duration timeout) {
      var beginning = kafka.beginning();
      if (beginning.isEmpty()) {
        return Optional.empty();
      }
      if (next >= beginning.getAsLong()) {
        enter(new FromKafka());
      } else {
        var reader = archived.read(kind, partition, next);
        enter(new FromArchive(reader, kafka.end()));
        HandOver.requireNoGap(kind, partition, archived, next, reader.end(), beginning.getAsLong());
      }
      return stage.next(timeout);
    }
  }

  private final class FromArchive implements Stage {
    private final ArchivedEvents.Reader reader;
    private final OptionalLong end;

    FromArchive(ArchivedEvents.Reader reader, OptionalLong end) {
      this.reader = reader;
      this.end = end;
    }

    @Override
    public Optional<RawEvents> next(Duration timeout) {
      if (next < reader.end()) {
        return reader.next();
      }
      var beginning = kafka.beginning();
      if (beginning.isEmpty()) {
        return Optional.empty();
      }
      // Kafka may have deleted more events meanwhile.
      HandOver.requireNoGap(kind, partition, archived, next, reader.end(), beginning.getAsLong());
      enter(new AtSeam(new Seam(archived, kind, partition, beginning.getAsLong(), next)));
      return stage.next(timeout);
    }

    @Override
    public OptionalLong backlog() {
      return end.isPresent() ? OptionalLong.of(Math.max(0, end.getAsLong() - next)) : end;
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  private final class AtSeam implements Stage {
    private final Seam seam;
    private final long end = next;

    AtSeam(Seam seam) {
      this.seam = seam;
      kafka.seek(seam.from());
    }

    @Override
    public Optional<RawEvents> next(Duration timeout) {
      var rest = kafka.next(timeout).flatMap(seam::rest);
      if (rest.isPresent() || kafka.isAt(end)) {
        seam.requireNoneLeft();
        enter(new FromKafka());
      }
      return rest;
    }
  }

  private final class FromKafka implements Stage {
    @Override
    public Optional<RawEvents> next(Duration timeout) {
      return kafka.next(timeout);
    }

    @Override
    public OptionalLong backlog() {
      return kafka.backlog();
    }
  }

  /** Whether there are events from Kafka that have not been returned, as they are still gathered. */
  boolean isGathering() {
    return kafka.hasFetched();
  }

  /** Whether every event before an offset has been returned, and Kafka is read. Not every offset has an event. */
  boolean isAt(long offset) {
    return stage instanceof FromKafka && kafka.isAt(offset);
  }

  /** The current end offset of the partition, exclusive, from the broker; empty if it does not answer. */
  OptionalLong end() {
    return kafka.end();
  }

  /** The number of offsets still to read, as far as it is known. */
  OptionalLong backlog() {
    return stage.backlog();
  }

  /** The number of partitions of the topic, if known. */
  Optional<Integer> partitions() {
    return kafka.partitions();
  }

  @Override
  public String toString() {
    return Topics.of(kind) + "-" + partition;
  }

  @Override
  public void close() {
    try (kafka) {
      stage.close();
    }
  }
}
