package io.meterline.connect.parquet;

import io.meterline.connect.event.ReadingEvents;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingColumns;

/** The readings of a file, by row groups. */
final class ReadingCursor implements LogCursor {
  private final ReadingReader file;
  private final long from;
  private final ReadingEvents events = new ReadingEvents();
  private final ReadingColumns rows = new ReadingColumns();
  private RawValues raw = new RawValues(0);
  private int group;
  private int row = -1;

  ReadingCursor(ReadingReader file, long from) {
    this.file = file;
    this.from = from;
  }

  @Override
  public boolean next() {
    do {
      row++;
      while (row == rows.size()) {
        if (group == file.groups()) {
          row--;
          return false;
        }
        load();
      }
    } while (offset() < from);
    return true;
  }

  /** Loads the next row group, or skips it if all its events are before the first that is wanted. */
  private void load() {
    rows.clear();
    row = 0;
    if (!file.endsBefore(group, from)) {
      raw = file.readAll(group, rows);
    }
    group++;
  }

  @Override
  public long offset() {
    return rows.offset()[row];
  }

  @Override
  public long loggedAt() {
    return rows.loggedAt()[row];
  }

  @Override
  public byte[] value() {
    return raw.of(row)
        .orElseGet(
            () ->
                events.encode(
                    rows.deviceName(rows.device()[row]),
                    new Reading(rows.at()[row], rows.seconds()[row], rows.milliwattHours()[row])));
  }

  @Override
  public void close() {
    file.close();
  }
}
