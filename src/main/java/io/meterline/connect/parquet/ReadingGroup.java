package io.meterline.connect.parquet;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.Rejection;
import java.io.IOException;
import java.util.BitSet;
import java.util.function.Consumer;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;

/** Reads the rows of a row group column by column, and appends them to readings. */
final class ReadingGroup {
  private final String name;
  private final PageReadStore pages;
  private final MessageType schema;
  private final String writer;
  private final ReadingColumns into;
  private final int first;
  private final int rows;
  private final PageBytes bytes = new PageBytes();

  /** The rows that lack a value, by column. */
  private final BitSet[] missing = new BitSet[ReadingReader.RAW];

  /**
   * Reserves space for the rows of a row group.
   *
   * @param name the name of the file, for messages
   * @param schema the columns of readings in order, optionally followed by that of raw bytes
   * @param writer the writer of the file, as its footer states
   */
  ReadingGroup(String name, PageReadStore pages, MessageType schema, String writer, ReadingColumns into) {
    this.name = name;
    this.pages = pages;
    this.schema = schema;
    this.writer = writer;
    this.into = into;
    this.rows = Math.toIntExact(pages.getRowCount());
    this.first = into.size();
    into.reserve(rows);
  }

  /**
   * Reads the rows.
   *
   * @param firstRow the number of the row group's first row within the file, from 1
   */
  void read(long firstRow, Consumer<Rejection> malformed) throws IOException {
    readColumns();
    var raw = readRaw();
    var invalid = raw.rows();
    for (var column : missing) {
      invalid.or(column);
    }
    into.grow(invalid.isEmpty() ? rows : new InvalidRows(name, into, missing, raw, malformed).resolve(invalid, rows, firstRow));
  }

  /**
   * Reads every row of a file of a live archive, also those of undecodable events, and returns their bytes.
   *
   * @throws MeterlineException if a row is not one that a live run writes
   */
  RawValues readAll() throws IOException {
    readColumns();
    var raw = readRaw();
    var invalid = new BitSet();
    for (var column : missing) {
      invalid.or(column);
    }
    invalid.andNot(raw.rows());
    if (!invalid.isEmpty()) {
      throw new MeterlineException(name + ": has rows that a live run does not write");
    }
    into.grow(rows);
    return raw;
  }

  private void readColumns() throws IOException {
    readDevices();
    readTimes(ReadingReader.AT, into.at());
    read(ReadingReader.SECONDS, new IntValues(into.seconds()));
    read(ReadingReader.MILLIWATT_HOURS, new LongValues(into.milliwattHours()));
    readTimes(ReadingReader.LOGGED_AT, into.loggedAt());
    read(ReadingReader.PARTITION, new IntValues(into.partition()));
    read(ReadingReader.OFFSET, new LongValues(into.offset()));
  }

  private ColumnPages pages(int column) throws IOException {
    var descriptor = schema.getColumns().get(column);
    return new ColumnPages(descriptor, pages.getPageReader(descriptor), writer, bytes);
  }

  private void read(int column, ColumnPages.Values values) throws IOException {
    missing[column] = pages(column).read(values, first, rows);
  }

  private void readDevices() throws IOException {
    var devices = new DeviceValues(into);
    read(ReadingReader.DEVICE, devices);
    devices.markInvalid(first, rows, missing[ReadingReader.DEVICE]);
  }

  private void readTimes(int column, long[] times) throws IOException {
    read(column, new LongValues(times));
    LongValues.toMilliseconds(times, first, rows, perMillisecond(column), missing[column]);
  }

  private long perMillisecond(int column) {
    return switch (((TimestampLogicalTypeAnnotation) schema.getType(column).getLogicalTypeAnnotation()).getUnit()) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }

  private RawValues readRaw() throws IOException {
    if (schema.getFieldCount() == ReadingReader.RAW) {
      return new RawValues(0);
    }
    var raw = new RawValues(rows);
    pages(ReadingReader.RAW).read(raw, 0, rows).stream().forEach(raw::clear);
    return raw;
  }
}
