package io.meterline.connect.archive;

import io.meterline.connect.kafka.log.RawEvents;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Events of one partition, batch by batch in any order, put into the order of their offsets, each offset once. */
final class Offsets {
  private final PriorityQueue<Cursor> batches =
      new PriorityQueue<>(Comparator.comparingLong(Cursor::offset));

  /**
   * Begins with the given batches.
   *
   * @param events none of them empty, the offsets of each rising
   */
  Offsets(Iterable<RawEvents> events) {
    events.forEach(batch -> batches.add(new Cursor(batch)));
  }

  /** Takes an event of a batch. */
  @FunctionalInterface
  interface Taker {
    /** The event at a place of a batch. */
    void take(RawEvents batch, int index) throws IOException;
  }

  /** Hands over every event. */
  void forEach(Taker taker) throws IOException {
    var last = Long.MIN_VALUE;
    while (!batches.isEmpty()) {
      var cursor = batches.poll();
      // Batches hardly ever overlap: one is mostly taken whole before the next.
      var limit = batches.isEmpty() ? Long.MAX_VALUE : batches.peek().offset();
      while (cursor.isAtEvent() && cursor.offset() <= limit) {
        if (cursor.offset() > last) {
          last = cursor.offset();
          taker.take(cursor.batch, cursor.index);
        }
        cursor.index++;
      }
      if (cursor.isAtEvent()) {
        batches.add(cursor);
      }
    }
  }

  /** How far a batch has been taken. */
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
