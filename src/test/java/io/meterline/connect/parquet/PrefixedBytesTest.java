package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.io.ParquetDecodingException;
import org.junit.jupiter.api.Test;

/** Valid and damaged pages of prefixes and suffixes; {@link ReadingEncodingsTest} has those of a real writer. */
class PrefixedBytesTest {
  @Test
  void eachValueContinuesAPrefixOfThePreviousOne() throws IOException {
    assertEquals(
        List.of("meter1", "meter22", "met", "", "x"), read(5, List.of(0, 5, 3, 0, 0), List.of(6, 2, 0, 0, 1), "meter122x"));
  }

  @Test
  void aPrefixLongerThanThePreviousValueIsRejected() {
    for (var prefix : List.of(4, -1)) {
      assertThrows(ParquetDecodingException.class, () -> read(2, List.of(0, prefix), List.of(3, 1), "abcd"));
    }
  }

  @Test
  void missingSuffixesAreRejected() {
    for (var length : List.of(5, -1, Integer.MAX_VALUE)) {
      assertThrows(ParquetDecodingException.class, () -> read(2, List.of(0, 1), List.of(3, length), "abcd"));
    }
  }

  @Test
  void moreOrFewerLengthsThanValuesAreRejected() {
    for (var count : List.of(1, 3)) {
      assertThrows(ParquetDecodingException.class, () -> read(count, List.of(0, 0), List.of(1, 1), "ab"));
    }
  }

  @Test
  void aPageThatEndsEarlyIsRejected() throws IOException {
    var whole = page(List.of(0, 1, 0), List.of(1, 100, 1), "a".repeat(102)).toInputStream().readAllBytes();
    assertEquals(3, read(3, BytesInput.from(whole)).size());
    for (var size = 0; size < whole.length; size++) {
      var cut = BytesInput.from(whole, 0, size);
      assertThrows(ParquetDecodingException.class, () -> read(3, cut));
    }
  }

  private static List<String> read(int count, List<Integer> prefixes, List<Integer> rests, String bytes) throws IOException {
    return read(count, page(prefixes, rests, bytes));
  }

  private static List<String> read(int count, BytesInput bytes) throws IOException {
    var page = new PageBytes();
    page.load(bytes);
    var texts = new ArrayList<String>();
    PrefixedBytes.read(page, count, (text, length) -> texts.add(new String(text, 0, length, StandardCharsets.UTF_8)));
    return texts;
  }

  private static BytesInput page(List<Integer> prefixes, List<Integer> rests, String bytes) {
    return BytesInput.concat(packed(prefixes), packed(rests), BytesInput.from(bytes.getBytes(StandardCharsets.UTF_8)));
  }

  private static BytesInput packed(List<Integer> lengths) {
    var writer = new DeltaBinaryPackingValuesWriterForInteger(100, 100, new HeapByteBufferAllocator());
    lengths.forEach(writer::writeInteger);
    return writer.getBytes();
  }
}
