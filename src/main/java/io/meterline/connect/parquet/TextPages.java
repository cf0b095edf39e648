package io.meterline.connect.parquet;

import io.meterline.model.view.Texts;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.api.Binary;

/** Texts as they are. */
final class TextPages implements PageValues {
  private final Texts texts;
  private final PlainValuesWriter writer =
      new PlainValuesWriter(NumberPages.FIRST_ROOM, NumberPages.MOST_ROOM, new HeapByteBufferAllocator());

  TextPages(Texts texts) {
    this.texts = texts;
  }

  @Override
  public Encoding encoding() {
    return Encoding.PLAIN;
  }

  @Override
  public BytesInput write(int from, int to, Statistics<?> statistics) {
    writer.reset();
    for (var row = from; row < to; row++) {
      if (texts.has(row)) {
        var text = Binary.fromString(texts.distinct().get(texts.id(row)));
        writer.writeBytes(text);
        statistics.updateStats(text);
      }
    }
    return writer.getBytes();
  }
}
