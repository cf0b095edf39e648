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
 * The pages of one column of a row group, one after the other. The column is none of a list, so that a page has a value a
 * row or, where the column may be null, a level a row that says whether there is one.
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

  /** Takes the values of pages, each of which has some. */
  interface Values {
    /**
     * Takes all values of the page that the pages stand at.
     *
     * @param at where the first belongs, the others after it
     */
    void take(ColumnPages pages, int at, int count) throws IOException;

    /** Moves a value that was taken to where it belongs. */
    void move(int from, int to);
  }

  /**
   * Stands before the first page.
   *
   * @param writer what wrote the file, in its own words
   * @param bytes room for the bytes of a page
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
   * Reads all rows, and gives those without a value: 0 is the first.
   *
   * @param at where the value of the first row belongs
   */
  BitSet read(Values into, int at, int count) throws IOException {
    var missing = new BitSet();
    for (var row = 0; row < count; row += rows) {
      next(count - row);
      if (values > 0) {
        into.take(this, at + row, values);
      }
      if (values < rows) {
        spread(into, at + row, row, missing);
      }
    }
    return missing;
  }

  /** From the last to the first, so that none is written over before it is moved. */
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

  private void next(int most) throws IOException {
    var page = pages.readPage();
    if (page == null) {
      throw new ParquetDecodingException("column '" + column.getPath()[0] + "' ends " + most + " rows early");
    }
    rows = page.getValueCount();
    if (rows > most) {
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

  private boolean mayBeNull() {
    return column.getMaxDefinitionLevel() > 0;
  }

  @SuppressWarnings("deprecation") // Old files have levels of BIT_PACKED.
  private void open(DataPageV1 page) throws IOException {
    encoding = page.getValueEncoding();
    bytes.take(page.getBytes());
    if (!mayBeNull()) {
      return;
    }
    if (page.getDlEncoding() == Encoding.BIT_PACKED) {
      takeSingleBits();
    } else {
      var size = bytes.littleEndian(Integer.BYTES);
      var end = bytes.position() + (long) size;
      takeLevels();
      bytes.skip(end - bytes.position());
    }
  }

  private void open(DataPageV2 page) throws IOException {
    encoding = page.getDataEncoding();
    if (mayBeNull()) {
      bytes.take(page.getDefinitionLevels());
      takeLevels();
    }
    bytes.take(page.getData());
  }

  private void takeLevels() {
    makeRoomForLevels();
    Runs.read(bytes, 1, levels, 0, rows);
    values = Arrays.stream(levels, 0, rows).sum();
  }

  private void takeSingleBits() {
    makeRoomForLevels();
    var at = bytes.skip((rows + 7) / 8);
    for (var i = 0; i < rows; i++) {
      levels[i] = bytes.buffer().get(at + i / 8) >> (7 - i % 8) & 1;
    }
    values = Arrays.stream(levels, 0, rows).sum();
  }

  private void makeRoomForLevels() {
    if (levels.length < rows) {
      levels = new int[rows];
    }
  }

  /** How the values of the page are written. */
  Encoding encoding() {
    return encoding;
  }

  /** The bytes of the values of the page. */
  PageBytes bytes() {
    return bytes;
  }

  /** What pages with places in it need. */
  Dictionary dictionary() {
    return dictionary.orElseThrow(
        () -> new ParquetDecodingException("column '" + column.getPath()[0] + "' has no dictionary"));
  }

  /** Reads the places in the dictionary that a page of {@link Encoding#usesDictionary} has in place of values. */
  void places(int[] into, int at, int count) {
    Runs.read(bytes, bytes.oneByte(), into, at, count);
  }

  /** Whether values may be written as what they have from the page before, as old writers did (PARQUET-246). */
  boolean goesOnFromPageBefore() {
    if (encoding != Encoding.DELTA_BYTE_ARRAY) {
      return false;
    }
    if (oldWriter.isEmpty()) {
      oldWriter = Optional.of(CorruptDeltaByteArrays.requiresSequentialReads(writer, encoding));
    }
    return oldWriter.get();
  }

  /** Reads the values of the page one by one, whatever their encoding. */
  ValuesReader oneByOne() throws IOException {
    var reader =
        encoding.usesDictionary()
            ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary())
            : encoding.getValuesReader(column, ValuesType.VALUES);
    reader.initFromPage(values, ByteBufferInputStream.wrap(bytes.rest()));
    if (reader instanceof RequiresPreviousReader next && previous.isPresent() && goesOnFromPageBefore()) {
      next.setPreviousReader(previous.get());
    }
    previous = Optional.of(reader);
    return reader;
  }
}
