package io.meterline.connect.kafka.log;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last archived events of a partition, with which the first ones from Kafka are compared: where both have an event, it must be
 * the same.
 */
final class Seam {
  /** How many offsets are compared at most. */
  private static final long OFFSETS = 1_000;

  private final ArchivedEvents archived;
  private final Kind kind;
  private final int partition;
  private final long from;
  private final long end;
  private final TreeMap<Long, Object> expected = new TreeMap<>();

  /**
   * The seam of a partition.
   *
   * @param beginning the first offset that Kafka has
   * @param end the end of the archived events, exclusive, at least {@code beginning}
   */
  Seam(ArchivedEvents archived, Kind kind, int partition, long beginning, long end) {
    this.archived = archived;
    this.kind = kind;
    this.partition = partition;
    this.from = Math.max(beginning, end - OFFSETS);
    this.end = end;
    if (from < end) {
      try (var reader = archived.read(kind, partition, from)) {
        for (var batch = reader.next(); batch.isPresent(); batch = reader.next()) {
          expect(batch.get());
        }
      }
    }
  }

  private void expect(RawEvents batch) {
    for (var i = 0; i < batch.indexOf(end); i++) {
      expected.put(batch.offset(i), decoded(batch, i));
    }
  }

  /** The offset from which Kafka is to be read. */
  long from() {
    return from;
  }

  /**
   * Compares events from Kafka, which are in order, and returns those after the archived ones.
   *
   * @throws MeterlineException if one differs
   */
  Optional<RawEvents> rest(RawEvents events) {
    var common = events.indexOf(end);
    for (var i = 0; i < common; i++) {
      if (!decoded(events, i).equals(expected.remove(events.offset(i)))) {
        throw differs(events.offset(i));
      }
    }
    if (common == events.size()) {
      return Optional.empty();
    }
    requireNoneLeft();
    return Optional.of(events.range(common, events.size()));
  }

  /**
   * Checks, once Kafka was read to the end of the archived events, that it had all of them.
   *
   * @throws MeterlineException if not
   */
  void requireNoneLeft() {
    if (!expected.isEmpty()) {
      throw differs(expected.firstKey());
    }
  }

  private MeterlineException differs(long offset) {
    return new MeterlineException(
        "%s-%d: the event with offset %d in the archive %s is not the one in Kafka: the archive is not of this topic, or the topic lost events"
            .formatted(Topics.of(kind), partition, offset, archived.location().orElse("")));
  }

  private Object decoded(RawEvents events, int i) {
    return switch (kind) {
      case READING -> new ReadingEvents().decode(events.value(i), events.position(i));
      case SETTING -> new ChangeEvents().decode(events.value(i), events.position(i));
    };
  }
}
