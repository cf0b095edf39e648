package io.meterline.connect.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.apache.parquet.CorruptDeltaByteArrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.RequiresPreviousReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Reads the pages of one column of a row group in sequence. The column is not part of a list. So a page has one value
 * per row; in an optional column it has a definition level per row, which says whether there is a value.
 */
final class ColumnPages {
  private final ColumnDescriptor column;
  private final PageReader pages;
  private final String writer;
  private final PageBytes bytes;
  private final Optional<Dictionary> dictionary;
  private int[] levels = {};
  private int rows;
  private int values;
  private Encoding encoding = Encoding.PLAIN;
  private Optional<Boolean> oldWriter = Optional.empty();
  private Optional<ValuesReader> previous = Optional.empty();

  /** Decodes the values of pages into an array. */
  interface Values {
    /**
     * Reads all values of the current page.
     *
     * @param at the index for the first value; the others follow it
     */
    void read(ColumnPages pages, int at, int count) throws IOException;

    /** Moves a value to another index. */
    void move(int from, int to);
  }

  /**
   * Starts before the first page.
   *
   * @param writer the writer of the file, as its footer states
   * @param bytes a buffer for the bytes of a page
   */
  ColumnPages(ColumnDescriptor column, PageReader pages, String writer, PageBytes bytes) throws IOException {
    this.column = column;
    this.pages = pages;
    this.writer = writer;
    this.bytes = bytes;
    var first = pages.readDictionaryPage();
    this.dictionary = first == null ? Optional.empty() : Optional.of(first.decode(column));
  }

  /**
   * Reads all rows, and returns those without a value, numbered from 0.
   *
   * @param at the index for the value of the first row
   */
  BitSet read(Values into, int at, int count) throws IOException {
    var missing = new BitSet();
    for (var row = 0; row < count; row += rows) {
      next(count - row);
      if (values > 0) {
        into.read(this, at + row, values);
      }
      if (values < rows) {
        spread(into, at + row, row, missing);
      }
    }
    return missing;
  }

  /**
   * Moves values to the rows they belong to. From the last to the first, so that none is overwritten before it is
   * moved.
   */
  private void spread(Values into, int at, int firstRow, BitSet missing) {
    var next = at + values;
    for (var i = rows - 1; i >= 0; i--) {
      if (levels[i] == 0) {
        missing.set(firstRow + i);
      } else {
        into.move(--next, at + i);
      }
    }
  }

  private void next(int max) throws IOException {
    var page = pages.readPage();
    if (page == null) {
      throw new ParquetDecodingException("column '" + column.getPath()[0] + "' ends " + max + " rows early");
    }
    rows = page.getValueCount();
    if (rows > max) {
      throw new ParquetDecodingException("column '" + column.getPath()[0] + "' has more rows than the row group");
    }
    values = rows;
    if (page instanceof DataPageV1 v1) {
      open(v1);
    } else if (page instanceof DataPageV2 v2) {
      open(v2);
    } else {
      throw new ParquetDecodingException("a page of an unknown kind: " + page.getClass().getSimpleName());
    }
  }

  private boolean isOptional() {
    return column.getMaxDefinitionLevel() > 0;
  }

  @SuppressWarnings("deprecation") // Old files have BIT_PACKED levels.
  private void open(DataPageV1 page) throws IOException {
    encoding = page.getValueEncoding();
    bytes.load(page.getBytes());
    if (!isOptional()) {
      return;
    }
    if (page.getDlEncoding() == Encoding.BIT_PACKED) {
      readBitPackedLevels();
    } else {
      var size = bytes.littleEndian(Integer.BYTES);
      var end = bytes.position() + (long) size;
      readLevels();
      bytes.skip(end - bytes.position());
    }
  }

  private void open(DataPageV2 page) throws IOException {
    encoding = page.getDataEncoding();
    if (isOptional()) {
      bytes.load(page.getDefinitionLevels());
      readLevels();
    }
    bytes.load(page.getData());
  }

  private void readLevels() {
    reserveLevels();
    Runs.read(bytes, 1, levels, 0, rows);
    values = Arrays.stream(levels, 0, rows).sum();
  }

  private void readBitPackedLevels() {
    reserveLevels();
    var at = bytes.skip((rows + 7) / 8);
    for (var i = 0; i < rows; i++) {
      levels[i] = bytes.buffer().get(at + i / 8) >> (7 - i % 8) & 1;
    }
    values = Arrays.stream(levels, 0, rows).sum();
  }

  private void reserveLevels() {
    if (levels.length < rows) {
      levels = new int[rows];
    }
  }

  /** The encoding of the page's values. */
  Encoding encoding() {
    return encoding;
  }

  /** The bytes of the page's values. */
  PageBytes bytes() {
    return bytes;
  }

  /** The dictionary of the column. */
  Dictionary dictionary() {
    return dictionary.orElseThrow(
        () -> new ParquetDecodingException("column '" + column.getPath()[0] + "' has no dictionary"));
  }

  /** Reads the dictionary indices of a page whose encoding {@linkplain Encoding#usesDictionary uses a dictionary}. */
  void indices(int[] into, int at, int count) {
    Runs.read(bytes, bytes.oneByte(), into, at, count);
  }

  /** Whether values may refer to the previous page, as old writers wrote them (PARQUET-246). */
  boolean mayReferToPreviousPage() {
    if (encoding != Encoding.DELTA_BYTE_ARRAY) {
      return false;
    }
    if (oldWriter.isEmpty()) {
      oldWriter = Optional.of(CorruptDeltaByteArrays.requiresSequentialReads(writer, encoding));
    }
    return oldWriter.get();
  }

  /** Parquet's own reader of the page's values, for any encoding. */
  ValuesReader genericReader() throws IOException {
    var reader =
        encoding.usesDictionary()
            ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary())
            : encoding.getValuesReader(column, ValuesType.VALUES);
    reader.initFromPage(values, ByteBufferInputStream.wrap(bytes.copyOfRemaining()));
    if (reader instanceof RequiresPreviousReader next && previous.isPresent() && mayReferToPreviousPage()) {
      next.setPreviousReader(previous.get());
    }
    previous = Optional.of(reader);
    return reader;
  }
}
