package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.parquet.LogCursor;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Reads the events of a partition from the files of a live archive, each offset once. A row group of each open file is in memory;
 * files that do not overlap are open one at a time.
 */
final class ArchivedPartition implements ArchivedEvents.Reader {
  private static final int MAX_EVENTS = 2_000;
  private static final int MAX_BYTES = 1 << 20;

  /** Compaction keeps the files of a listing for a day, so a listing is used for less than that. */
  private static final Duration LISTED_FOR = Duration.ofHours(1);

  private final Folder archive;
  private final Kind kind;
  private final int partition;
  private final Duration listedFor;
  private final long end;
  private final PriorityQueue<OpenFile> files = new PriorityQueue<>(Comparator.comparingLong(file -> file.offset));
  private long listedAt;
  private long next;

  /** Reads from an offset to the end of the events that follow it without a gap. */
  ArchivedPartition(Folder archive, Kind kind, int partition, long from) {
    this(archive, kind, partition, from, LISTED_FOR);
  }

  /** As the other constructor, with another time for which a listing is used. */
  ArchivedPartition(Folder archive, Kind kind, int partition, long from, Duration listedFor) {
    this.archive = archive;
    this.kind = kind;
    this.partition = partition;
    this.listedFor = listedFor;
    this.next = from;
    this.end = list().end(from);
  }

  /** Lists the files that have events still to be read. */
  private LogListing list() {
    try {
      var listing = LogListing.ofPartition(archive, kind, partition);
      closeFiles();
      listing.files().stream()
          .filter(file -> file.offsets().last() >= next)
          .forEach(file -> files.add(new OpenFile(listing.folder(), file.name(), Math.max(next, file.offsets().first()))));
      listedAt = System.nanoTime();
      return listing;
    } catch (IOException e) {
      throw new MeterlineException("the archive " + archive + " cannot be read: " + e, e);
    }
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public Optional<RawEvents> next() {
    if (System.nanoTime() - listedAt > listedFor.toNanos()) {
      requireNoGap(list().end(next));
    }
    var batch = new Batch();
    while (!files.isEmpty() && !batch.isFull()) {
      var file = files.remove();
      if (file.offset < end) {
        // Files rarely overlap, so this mostly reads one file to its end before it opens the next.
        take(file, files.isEmpty() ? Long.MAX_VALUE : files.peek().offset, batch);
      }
      if (file.hasEvent() && file.offset < end) {
        files.add(file);
      } else {
        file.close();
      }
    }
    if (batch.isEmpty()) {
      requireNoGap(next);
    }
    return batch.events();
  }

  /** Checks that the files still have every event up to the end. */
  private void requireNoGap(long has) {
    if (has < end) {
      throw new MeterlineException(
          "the archive %s: the events of %s partition %d from offset %d on were there when the run began, and are gone"
              .formatted(archive, LogListing.name(kind), partition, has));
    }
  }

  private void take(OpenFile file, long limit, Batch batch) {
    while (file.hasEvent() && file.offset <= limit && file.offset < end && !batch.isFull()) {
      if (file.offset >= next) {
        next = file.offset + 1;
        batch.add(file.cursor);
      }
      file.advance();
    }
  }

  private void closeFiles() {
    files.forEach(OpenFile::close);
    files.clear();
  }

  @Override
  public void close() {
    closeFiles();
  }

  /** A position in a file, which is opened when its first event is requested. */
  private final class OpenFile {
    private final Folder folder;
    private final String name;
    private LogCursor cursor;
    private boolean hasEvent = true;

    /** The offset of the current event; before the file is open, an offset that is not after it. */
    private long offset;

    OpenFile(Folder folder, String name, long offset) {
      this.folder = folder;
      this.name = name;
      this.offset = offset;
    }

    boolean hasEvent() {
      if (cursor == null) {
        cursor = LogCursor.open(kind, folder, name, next);
        advance();
      }
      return hasEvent;
    }

    void advance() {
      hasEvent = cursor.next();
      if (hasEvent) {
        offset = cursor.offset();
      }
    }

    void close() {
      if (cursor != null) {
        cursor.close();
      }
    }
  }

  /** Collects events. */
  private final class Batch {
    private final List<byte[]> values = new ArrayList<>();
    private final long[] offsets = new long[MAX_EVENTS];
    private final long[] loggedAt = new long[MAX_EVENTS];
    private int bytes;

    void add(LogCursor event) {
      offsets[values.size()] = event.offset();
      loggedAt[values.size()] = event.loggedAt();
      values.add(event.value());
      bytes += values.get(values.size() - 1).length;
    }

    boolean isEmpty() {
      return values.isEmpty();
    }

    boolean isFull() {
      return values.size() == MAX_EVENTS || bytes >= MAX_BYTES;
    }

    Optional<RawEvents> events() {
      var batch = new RawEvents(kind, partition, offsets, loggedAt, values.toArray(byte[][]::new));
      return values.isEmpty() ? Optional.empty() : Optional.of(batch.range(0, values.size()));
    }
  }
}
