package io.meterline.parquet;

import io.meterline.view.NumberLists;
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
    for (var i = lists.start(from); i < end; i++) {
      writer.writeLong(lists.element(i));
      statistics.updateStats(lists.element(i));
    }
    return writer.getBytes();
  }
}
