package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

/** Pages that no available writer writes. */
class ColumnPagesTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType("message m { optional int64 old; required int64 long; required int32 int; }");
  private static final int ROOM = 1000;

  private final long[] longs = new long[12];
  private final int[] ints = new int[12];

  @Test
  void numbersInByteStreamSplitEncodingAreRead() throws IOException {
    var written = new ByteStreamSplitValuesWriter.LongByteStreamSplitValuesWriter(ROOM, ROOM, allocator());
    for (var i = 0; i < 12; i++) {
      written.writeLong(i * 0x123456789AL - 3);
    }
    assertEquals(new BitSet(), pages(1, page(12, written, Encoding.RLE)).read(new LongValues(longs), 0, 12));
    for (var i = 0; i < 12; i++) {
      assertEquals(i * 0x123456789AL - 3, longs[i]);
    }
    var narrow = new ByteStreamSplitValuesWriter.IntegerByteStreamSplitValuesWriter(ROOM, ROOM, allocator());
    for (var i = 0; i < 12; i++) {
      narrow.writeInteger(i * 0x12345 - 3);
    }
    assertEquals(new BitSet(), pages(2, page(12, narrow, Encoding.RLE)).read(new IntValues(ints), 0, 12));
    for (var i = 0; i < 12; i++) {
      assertEquals(i * 0x12345 - 3, ints[i]);
    }
  }

  @Test
  @SuppressWarnings("deprecation")
  void bitPackedLevelsOfOldFilesAreRead() throws IOException {
    var values = new PlainValuesWriter(ROOM, ROOM, allocator());
    List.of(5, 6, 7, 8).forEach(values::writeLong);
    // Of 12 rows the first, the third, the eighth and the last have values.
    var bytes = BytesInput.concat(BytesInput.from(new byte[] {(byte) 0b1010_0001, 0b0001_0000}), values.getBytes());
    var page = page(12, bytes, Encoding.PLAIN, Encoding.BIT_PACKED);
    var missing = pages(0, page).read(new LongValues(longs), 0, 12);
    assertEquals("{1, 3, 4, 5, 6, 8, 9, 10}", missing.toString());
    assertArrayEquals(new long[] {5, 6, 7, 8}, new long[] {longs[0], longs[2], longs[7], longs[11]});
  }

  @Test
  void aColumnOfMoreOrFewerRowsThanTheRowGroupIsRejected() throws IOException {
    var values = new PlainValuesWriter(ROOM, ROOM, allocator());
    List.of(5, 6, 7, 8).forEach(values::writeLong);
    for (var rows : List.of(3, 5)) {
      var pages = pages(1, page(4, values, Encoding.RLE));
      assertThrows(ParquetDecodingException.class, () -> pages.read(new LongValues(longs), 0, rows));
    }
  }

  private static HeapByteBufferAllocator allocator() {
    return new HeapByteBufferAllocator();
  }

  private static DataPage page(int rows, ValuesWriter values, Encoding levels) {
    return page(rows, values.getBytes(), values.getEncoding(), levels);
  }

  private static DataPage page(int rows, BytesInput bytes, Encoding values, Encoding levels) {
    var statistics = Statistics.createStats(SCHEMA.getType(1));
    return new DataPageV1(bytes, rows, Math.toIntExact(bytes.size()), statistics, levels, levels, values);
  }

  private static ColumnPages pages(int column, DataPage page) throws IOException {
    return new ColumnPages(SCHEMA.getColumns().get(column), new OnePage(page), "test", new PageBytes());
  }

  /** A column chunk of one page and no dictionary. */
  private static final class OnePage implements PageReader {
    private DataPage page;

    private OnePage(DataPage page) {
      this.page = page;
    }

    @Override
    public DictionaryPage readDictionaryPage() {
      return null;
    }

    @Override
    public long getTotalValueCount() {
      return page.getValueCount();
    }

    @Override
    public DataPage readPage() {
      var next = page;
      page = null;
      return next;
    }
  }
}
