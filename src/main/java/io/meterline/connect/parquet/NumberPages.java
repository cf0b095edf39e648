package io.meterline.connect.parquet;

import io.meterline.model.view.Numbers;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Numbers of 32 or 64 bits, as packed differences. */
abstract sealed class NumberPages<W extends DeltaBinaryPackingValuesWriter> implements PageValues {
  static final int FIRST_ROOM = 1 << 12;
  static final int MOST_ROOM = 1 << 20;

  final Numbers numbers;
  final W writer;

  private NumberPages(Numbers numbers, W writer) {
    this.numbers = numbers;
    this.writer = writer;
  }

  static NumberPages<?> of(Numbers numbers, ColumnDescriptor column) {
    return column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32
        ? new Narrow(numbers)
        : new Wide(numbers);
  }

  static DeltaBinaryPackingValuesWriterForLong wideWriter() {
    return new DeltaBinaryPackingValuesWriterForLong(FIRST_ROOM, MOST_ROOM, new HeapByteBufferAllocator());
  }

  @Override
  public final Encoding encoding() {
    return Encoding.DELTA_BINARY_PACKED;
  }

  private static final class Wide extends NumberPages<DeltaBinaryPackingValuesWriterForLong> {
    Wide(Numbers numbers) {
      super(numbers, wideWriter());
    }

    @Override
    public BytesInput write(int from, int to, Statistics<?> statistics) {
      writer.reset();
      for (var row = from; row < to; row++) {
        if (numbers.has(row)) {
          writer.writeLong(numbers.number(row));
          statistics.updateStats(numbers.number(row));
        }
      }
      return writer.getBytes();
    }
  }

  private static final class Narrow extends NumberPages<DeltaBinaryPackingValuesWriterForInteger> {
    Narrow(Numbers numbers) {
      super(numbers, new DeltaBinaryPackingValuesWriterForInteger(FIRST_ROOM, MOST_ROOM, new HeapByteBufferAllocator()));
    }

    @Override
    public BytesInput write(int from, int to, Statistics<?> statistics) {
      writer.reset();
      for (var row = from; row < to; row++) {
        if (numbers.has(row)) {
          var number = Math.toIntExact(numbers.number(row));
          writer.writeInteger(number);
          statistics.updateStats(number);
        }
      }
      return writer.getBytes();
    }
  }
}
