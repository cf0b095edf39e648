package io.meterline.connect.parquet;

import java.util.Arrays;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Decodes DELTA_BYTE_ARRAY: each byte string is stored as the length of the prefix that it shares with the previous
 * one, and a suffix. The lengths of the prefixes come first, then the suffixes as DELTA_LENGTH_BYTE_ARRAY.
 */
final class PrefixedBytes {
  private static final int INITIAL_CAPACITY = 64;

  private PrefixedBytes() {}

  /** Accepts byte strings. */
  @FunctionalInterface
  interface ByteConsumer {
    /**
     * Accepts the next one.
     *
     * @param bytes an array that begins with it; the caller reuses the array
     * @param length its length
     */
    void accept(byte[] bytes, int length);
  }

  /** Decodes a page. */
  static void read(PageBytes page, int count, ByteConsumer consumer) {
    var prefixLengths = Deltas.lengths(page, count);
    var suffixLengths = Deltas.lengths(page, count);
    var bytes = new byte[INITIAL_CAPACITY];
    var length = 0;
    for (var i = 0; i < count; i++) {
      var prefix = prefixLengths[i];
      if (prefix < 0 || prefix > length) {
        throw new ParquetDecodingException("a prefix of " + prefix + " bytes of a value of " + length);
      }
      var index = page.skip(suffixLengths[i]);
      length = Math.addExact(prefix, suffixLengths[i]);
      if (length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length, Math.multiplyExact(bytes.length, 2)));
      }
      System.arraycopy(page.array(), index, bytes, prefix, suffixLengths[i]);
      consumer.accept(bytes, length);
    }
  }
}
