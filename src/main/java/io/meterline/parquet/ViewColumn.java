package io.meterline.parquet;

import io.meterline.view.Column;
import io.meterline.view.LongList;
import io.meterline.view.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Writes one column of rows: a loop for each type, as the values of a column are all of one. */
final class ViewColumn {
  private final int column;
  private final Column.Type type;
  private final ColumnWriteStore store;
  private final ColumnWriter values;

  /** How much is defined, as the format counts it, where a row has a value: the column, if a row may be without one. */
  private final int present;

  /** The same where there is an element of a list. */
  private final int element;

  /** The text written last: rows in the order of their keys have runs of one. */
  private String text = "";

  private Binary textBytes = Binary.EMPTY;

  /**
   * A column to be written.
   *
   * @param shape what it is
   * @param column its place in the rows
   * @param store where it is written; it has no other column
   * @param descriptor the column as the store knows it
   */
  ViewColumn(Column shape, int column, ColumnWriteStore store, ColumnDescriptor descriptor) {
    this.column = column;
    this.type = shape.type();
    this.store = store;
    this.values = store.getColumnWriter(descriptor);
    this.element = descriptor.getMaxDefinitionLevel();
    this.present = shape.presence() == Column.Presence.REQUIRED ? 0 : 1;
  }

  /** Writes the values of rows that come after those written before. */
  void write(List<Row> rows) {
    switch (type) {
      case STRING -> writeTexts(rows);
      case INT -> writeInts(rows);
      case LONG -> writeLongs(rows);
      case DATE -> writeDates(rows);
      case TIMESTAMP -> writeTimes(rows);
      case LONGS -> writeLists(rows);
    }
  }

  /** Hands over what is not yet a page. */
  void end() {
    store.close();
  }

  private void writeTexts(List<Row> rows) {
    for (var row : rows) {
      if (row.has(column)) {
        values.write(bytes((String) row.get(column)), 0, present);
      } else {
        values.writeNull(0, 0);
      }
      store.endRecord();
    }
  }

  private Binary bytes(String next) {
    if (!next.equals(text)) {
      text = next;
      textBytes = Binary.fromConstantByteArray(next.getBytes(StandardCharsets.UTF_8));
    }
    return textBytes;
  }

  private void writeInts(List<Row> rows) {
    for (var row : rows) {
      if (row.has(column)) {
        values.write((int) (Integer) row.get(column), 0, present);
      } else {
        values.writeNull(0, 0);
      }
      store.endRecord();
    }
  }

  private void writeLongs(List<Row> rows) {
    for (var row : rows) {
      if (row.has(column)) {
        values.write((long) (Long) row.get(column), 0, present);
      } else {
        values.writeNull(0, 0);
      }
      store.endRecord();
    }
  }

  private void writeDates(List<Row> rows) {
    for (var row : rows) {
      if (row.has(column)) {
        values.write(Math.toIntExact(((LocalDate) row.get(column)).toEpochDay()), 0, present);
      } else {
        values.writeNull(0, 0);
      }
      store.endRecord();
    }
  }

  private void writeTimes(List<Row> rows) {
    for (var row : rows) {
      if (row.has(column)) {
        values.write(((Instant) row.get(column)).toEpochMilli(), 0, present);
      } else {
        values.writeNull(0, 0);
      }
      store.endRecord();
    }
  }

  private void writeLists(List<Row> rows) {
    for (var row : rows) {
      if (row.has(column)) {
        writeList((LongList) row.get(column));
      } else {
        values.writeNull(0, 0);
      }
      store.endRecord();
    }
  }

  private void writeList(LongList list) {
    if (list.isEmpty()) {
      values.writeNull(0, present);
      return;
    }
    values.write(list.number(0), 0, element);
    for (var i = 1; i < list.size(); i++) {
      values.write(list.number(i), 1, element);
    }
  }
}
