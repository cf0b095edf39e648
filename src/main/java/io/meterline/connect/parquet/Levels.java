package io.meterline.connect.parquet;

import io.meterline.model.view.NumberLists;
import io.meterline.model.view.Values;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
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
  /** The values that go on with the list before them. */
  private final BitSet goesOn = new BitSet();

  private final RunLengthBitPackingHybridEncoder definition;
  private int count;
  private int missing;

  /** No rows yet of a page. */
  Levels(ColumnDescriptor column) {
    this.column = column;
    this.definition =
        new RunLengthBitPackingHybridEncoder(
            BytesUtils.getWidthFromMaxInt(column.getMaxDefinitionLevel()),
            FIRST_ROOM,
            MOST_ROOM,
            new HeapByteBufferAllocator());
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
          addLevel(1);
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
      goesOn.set(count + Math.min(1, size), count + size);
      for (var i = 0; i < size; i++) {
        addLevel(element);
      }
    }
  }

  private void addNothing(int defined) throws IOException {
    addLevel(defined);
    missing++;
  }

  private void addLevel(int defined) throws IOException {
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

  /**
   * The levels of repetition, each 0 or 1, as no list is in a list. One run of bits: it takes less than two runs for each list of
   * the hours of a day.
   */
  BytesInput repetition() {
    if (column.getMaxRepetitionLevel() == 0) {
      return BytesInput.empty();
    }
    var bytes = (count + Byte.SIZE - 1) / Byte.SIZE;
    return BytesInput.concat(
        BytesInput.fromUnsignedVarInt(bytes << 1 | 1), BytesInput.from(Arrays.copyOf(goesOn.toByteArray(), bytes)));
  }

  BytesInput definition() throws IOException {
    return column.getMaxDefinitionLevel() == 0 ? BytesInput.empty() : definition.toBytes();
  }
}
