package io.meterline.connect.archive;

import io.meterline.connect.kafka.log.RawEvents;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Merges batches of events of one partition by offset, each offset once. */
final class MergedBatches {
  private final PriorityQueue<Cursor> batches =
      new PriorityQueue<>(Comparator.comparingLong(Cursor::offset));

  /**
   * The events of the given batches.
   *
   * @param events non-empty batches in any order, each with ascending offsets
   */
  MergedBatches(Iterable<RawEvents> events) {
    events.forEach(batch -> batches.add(new Cursor(batch)));
  }

  /** Accepts an event of a batch. */
  @FunctionalInterface
  interface EventConsumer {
    /** Accepts the event at an index of a batch. */
    void accept(RawEvents batch, int index) throws IOException;
  }

  /** Passes on every event, in ascending order of offsets. */
  void forEach(EventConsumer consumer) throws IOException {
    var last = Long.MIN_VALUE;
    while (!batches.isEmpty()) {
      var cursor = batches.poll();
      // Batches rarely overlap, so this mostly drains one batch before the next.
      var limit = batches.isEmpty() ? Long.MAX_VALUE : batches.peek().offset();
      while (cursor.isAtEvent() && cursor.offset() <= limit) {
        if (cursor.offset() > last) {
          last = cursor.offset();
          consumer.accept(cursor.batch, cursor.index);
        }
        cursor.index++;
      }
      if (cursor.isAtEvent()) {
        batches.add(cursor);
      }
    }
  }

  /** The position in a batch. */
  private static final class Cursor {
    private final RawEvents batch;
    private int index;

    Cursor(RawEvents batch) {
      this.batch = batch;
    }

    boolean isAtEvent() {
      return index < batch.size();
    }

    long offset() {
      return batch.offset(index);
    }
  }
}
