package io.meterline.connect.parquet;

import io.meterline.model.view.NumberLists;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;

/** The elements of lists, as packed differences. */
final class ListPages implements PageValues {
  private final NumberLists lists;
  private final DeltaBinaryPackingValuesWriterForLong writer = NumberPages.wideWriter();

  ListPages(NumberLists lists) {
    this.lists = lists;
  }

  @Override
  public Encoding encoding() {
    return Encoding.DELTA_BINARY_PACKED;
  }

  @Override
  public BytesInput write(int from, int to, Statistics<?> statistics) {
    writer.reset();
    var end = to == from ? lists.start(from) : lists.end(to - 1);
    var least = Long.MAX_VALUE;
    var most = Long.MIN_VALUE;
    for (var i = lists.start(from); i < end; i++) {
      var element = lists.element(i);
      writer.writeLong(element);
      least = Math.min(least, element);
      most = Math.max(most, element);
    }
    // Of all elements these two decide, and a call for each costs more than writing it.
    if (least <= most) {
      statistics.updateStats(least);
      statistics.updateStats(most);
    }
    return writer.getBytes();
  }
}
