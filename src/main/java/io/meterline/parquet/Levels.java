package io.meterline.parquet;

import io.meterline.view.NumberLists;
import io.meterline.view.Values;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** Which values of a page are missing, and which go on with the list before them, as the Parquet format counts it. */
final class Levels {
  private static final int FIRST_ROOM = 1 << 10;
  private static final int MOST_ROOM = 1 << 20;

  private final ColumnDescriptor column;
  private final RunLengthBitPackingHybridEncoder repetition;
  private final RunLengthBitPackingHybridEncoder definition;
  private int count;
  private int missing;

  /** No rows yet of a page. */
  Levels(ColumnDescriptor column) {
    this.column = column;
    this.repetition = encoder(column.getMaxRepetitionLevel());
    this.definition = encoder(column.getMaxDefinitionLevel());
  }

  private static RunLengthBitPackingHybridEncoder encoder(int most) {
    return new RunLengthBitPackingHybridEncoder(
        BytesUtils.getWidthFromMaxInt(most), FIRST_ROOM, MOST_ROOM, new HeapByteBufferAllocator());
  }

  /** Takes the rows from {@code from} to {@code to}, exclusive. */
  void add(Values values, int from, int to) throws IOException {
    if (values instanceof NumberLists lists) {
      addLists(lists, from, to);
    } else if (column.getMaxDefinitionLevel() == 0) {
      count += to - from;
    } else {
      for (var row = from; row < to; row++) {
        if (values.has(row)) {
          add(0, 1);
        } else {
          addNothing(0);
        }
      }
    }
  }

  private void addLists(NumberLists lists, int from, int to) throws IOException {
    var element = column.getMaxDefinitionLevel();
    for (var row = from; row < to; row++) {
      var size = lists.end(row) - lists.start(row);
      if (size == 0) {
        addNothing(lists.has(row) ? element - 1 : 0);
      }
      for (var i = 0; i < size; i++) {
        add(i == 0 ? 0 : 1, element);
      }
    }
  }

  private void addNothing(int defined) throws IOException {
    add(0, defined);
    missing++;
  }

  private void add(int repeated, int defined) throws IOException {
    repetition.writeInt(repeated);
    definition.writeInt(defined);
    count++;
  }

  /** How many values there are, with those that are missing. */
  int count() {
    return count;
  }

  /** How many values are missing. */
  int missing() {
    return missing;
  }

  BytesInput repetition() throws IOException {
    return column.getMaxRepetitionLevel() == 0 ? BytesInput.empty() : repetition.toBytes();
  }

  BytesInput definition() throws IOException {
    return column.getMaxDefinitionLevel() == 0 ? BytesInput.empty() : definition.toBytes();
  }
}
