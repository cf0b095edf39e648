package io.meterline.app.simulate;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Accepts events in any order and assigns each its position when its logged time is reached. Holds only events still to be
 * logged.
 */
final class PendingLog {
  /** Number of partitions of the readings; settings changes have one. */
  static final int PARTITIONS = 4;

  private static final int SETTINGS_PARTITION = 0;

  private final LogSink sink;
  private final PriorityQueue<Pending> queue = new PriorityQueue<>();
  private final long[] readingOffsets = new long[PARTITIONS];
  private long settingsOffset;
  private long sequence;
  private long reached = Long.MIN_VALUE;

  PendingLog(LogSink sink) {
    this.sink = sink;
  }

  /** Logs a settings change at a time, in epoch milliseconds UTC, that {@link #advance} has not reached. */
  void put(long loggedAt, Change change) {
    add(loggedAt, SETTINGS_PARTITION, change);
  }

  /** Logs a reading at a time, in epoch milliseconds UTC, that {@link #advance} has not reached. */
  void put(long loggedAt, int partition, Upload upload) {
    add(loggedAt, partition, upload);
  }

  private void add(long loggedAt, int partition, Event event) {
    if (loggedAt < reached) {
      throw new IllegalArgumentException("logged at " + loggedAt + ", when the log has reached " + reached);
    }
    queue.add(new Pending(loggedAt, partition, sequence, event));
    sequence++;
  }

  /** Emits all events logged before {@code until}, exclusive, epoch milliseconds UTC. */
  void advance(long until) {
    reached = until;
    while (!queue.isEmpty() && queue.peek().loggedAt < until) {
      log(queue.poll());
    }
  }

  private void log(Pending pending) {
    var loggedAt = Instant.ofEpochMilli(pending.loggedAt);
    var partition = pending.partition;
    pending.event.take(
        upload -> {
          var position = new Position(loggedAt, partition, readingOffsets[partition]++);
          sink.reading(new LoggedReading(upload.device(), upload.reading(), position));
        },
        change -> sink.change(logged(change, new Position(loggedAt, partition, settingsOffset++))));
  }

  private static LoggedChange logged(Change change, Position position) {
    var edit = change.edit();
    return new LoggedChange(
        edit.scope(),
        edit.name(),
        edit.op(),
        edit.value(),
        change.effectiveAt(),
        change.author(),
        change.reason(),
        position);
  }

  private record Pending(long loggedAt, int partition, long sequence, Event event) implements Comparable<Pending> {
    @Override
    public int compareTo(Pending other) {
      return Position.compare(loggedAt, partition, sequence, other.loggedAt, other.partition, other.sequence);
    }
  }
}
