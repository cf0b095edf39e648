package io.meterline.parquet;

import io.meterline.event.Decoded;
import io.meterline.event.ReadingEvents;
import io.meterline.log.LoggedReading;
import io.meterline.log.Position;
import org.apache.parquet.column.ColumnReader;

/** The bytes of a reading that could not be read when it was archived, at the row at hand. */
sealed interface RawCell {
  /** Moves to the next row, and says whether it has bytes. */
  boolean next();

  /** What the bytes at the row at hand say, where there are some: perhaps they can be read now. */
  Decoded<LoggedReading> decode(Position position);

  /** No row has any. */
  record None() implements RawCell {
    @Override
    public boolean next() {
      return false;
    }

    @Override
    public Decoded<LoggedReading> decode(Position position) {
      throw new IllegalStateException("no row has bytes");
    }
  }

  /** A column of bytes. */
  final class OfColumn implements RawCell {
    private final ColumnReader column;
    private final int present;
    private final ReadingEvents events = new ReadingEvents();
    private byte[] bytes = {};

    OfColumn(ColumnReader column) {
      this.column = column;
      this.present = column.getDescriptor().getMaxDefinitionLevel();
    }

    @Override
    public boolean next() {
      var isPresent = column.getCurrentDefinitionLevel() == present;
      if (isPresent) {
        bytes = column.getBinary().getBytes();
      }
      column.consume();
      return isPresent;
    }

    @Override
    public Decoded<LoggedReading> decode(Position position) {
      return events.decode(bytes, position);
    }
  }
}
