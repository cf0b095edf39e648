package io.meterline.connect.parquet;

import io.meterline.model.view.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.api.Binary;

/** Texts by their places in a dictionary of a row group, which has them in the order in which they first come. */
final class TextDictionary implements PageValues {
  private static final int MOST_BYTES = 1 << 20;
  private static final int UNUSED = -1;

  private final Texts texts;
  private final int rows;
  private final List<Binary> words = new ArrayList<>();
  private final int[] places;
  private long bytes;

  private TextDictionary(Texts texts, int rows) {
    this.texts = texts;
    this.rows = rows;
    this.places = new int[texts.distinct().size()];
    Arrays.fill(places, UNUSED);
  }

  /** The dictionary of the rows from {@code from} to {@code to}, exclusive. */
  static TextDictionary of(Texts texts, int from, int to) {
    var dictionary = new TextDictionary(texts, to - from);
    for (var row = from; row < to; row++) {
      if (texts.has(row) && dictionary.places[texts.id(row)] == UNUSED) {
        dictionary.add(texts.id(row));
      }
    }
    return dictionary;
  }

  private void add(int id) {
    places[id] = words.size();
    var word = Binary.fromConstantByteArray(texts.distinct().get(id).getBytes(StandardCharsets.UTF_8));
    words.add(word);
    bytes += Integer.BYTES + word.length();
  }

  /** Whether it is short enough to be kept at hand by who reads it, and its words mostly come again. */
  boolean isWorthIt() {
    return bytes <= MOST_BYTES && words.size() <= (rows + 1) / 2;
  }

  /** The dictionary itself. */
  DictionaryPage page() {
    var writer = new PlainValuesWriter(NumberPages.FIRST_ROOM, NumberPages.MOST_ROOM, new HeapByteBufferAllocator());
    words.forEach(writer::writeBytes);
    return new DictionaryPage(writer.getBytes(), words.size(), Encoding.PLAIN);
  }

  @Override
  public Encoding encoding() {
    return Encoding.RLE_DICTIONARY;
  }

  @Override
  public BytesInput write(int from, int to, Statistics<?> statistics) throws IOException {
    var width = BytesUtils.getWidthFromMaxInt(Math.max(0, words.size() - 1));
    var encoder =
        new RunLengthBitPackingHybridEncoder(
            width, NumberPages.FIRST_ROOM, NumberPages.MOST_ROOM, new HeapByteBufferAllocator());
    var last = UNUSED;
    for (var row = from; row < to; row++) {
      if (texts.has(row)) {
        var place = places[texts.id(row)];
        encoder.writeInt(place);
        // Comparing texts takes longer than all the rest, and they come in runs.
        if (place != last) {
          statistics.updateStats(words.get(place));
          last = place;
        }
      }
    }
    return BytesInput.concat(BytesInput.fromUnsignedVarInt(width), encoder.toBytes());
  }
}
