package io.meterline.connect.parquet;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.util.Optional;
import org.apache.parquet.io.InputFile;

/** The settings changes of a file. */
final class ChangeCursor implements LogCursor {
  private final SettingsReader.Rows rows;
  private final long from;
  private final ChangeEvents events = new ChangeEvents();
  private Optional<LogRow<LoggedChange>> row = Optional.empty();

  ChangeCursor(InputFile file, String name, long from) {
    this.rows = SettingsReader.rows(file, name);
    this.from = from;
  }

  @Override
  public boolean next() {
    do {
      row = rows.next();
    } while (row.isPresent() && offset() < from);
    return row.isPresent();
  }

  private Position position() {
    return row.orElseThrow().match(LoggedChange::position, (bytes, position) -> position);
  }

  @Override
  public long offset() {
    return position().offset();
  }

  @Override
  public long loggedAt() {
    return position().loggedAt().toEpochMilli();
  }

  @Override
  public byte[] value() {
    return row.orElseThrow().match(events::encode, (bytes, position) -> bytes);
  }

  @Override
  public void close() {
    rows.close();
  }
}
