package io.meterline.connect.parquet;

import java.util.Arrays;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Decodes strings of bytes that are written as what they have from the one before, and the rest: DELTA_BYTE_ARRAY. The lengths of
 * the prefixes come first, then the rests as DELTA_LENGTH_BYTE_ARRAY.
 */
final class PrefixedBytes {
  private static final int FIRST_ROOM = 64;

  private PrefixedBytes() {}

  /** Takes one string of bytes after another. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes the next.
     *
     * @param bytes it, and more behind it; they are the caller's, who will change them
     * @param length how many of them are its own
     */
    void take(byte[] bytes, int length);
  }

  /** Decodes a page. */
  static void read(PageBytes page, int count, Taker taker) {
    var prefixLengths = Deltas.lengths(page, count);
    var restLengths = Deltas.lengths(page, count);
    var bytes = new byte[FIRST_ROOM];
    var length = 0;
    for (var i = 0; i < count; i++) {
      var prefix = prefixLengths[i];
      if (prefix < 0 || prefix > length) {
        throw new ParquetDecodingException(prefix + " bytes of the " + length + " of the value before");
      }
      var place = page.skip(restLengths[i]);
      length = Math.addExact(prefix, restLengths[i]);
      if (length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length, Math.multiplyExact(bytes.length, 2)));
      }
      System.arraycopy(page.array(), place, bytes, prefix, restLengths[i]);
      taker.take(bytes, length);
    }
  }
}
