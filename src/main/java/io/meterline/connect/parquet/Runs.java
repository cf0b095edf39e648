package io.meterline.connect.parquet;

import java.util.Arrays;
import org.apache.parquet.io.ParquetDecodingException;

/** Decodes the hybrid of run-length encoding and bit packing, used for levels and dictionary indices. */
final class Runs {
  private static final int PER_GROUP = 8;

  private Runs() {}

  /**
   * Decodes {@code count} numbers.
   *
   * @param width bits per number, 0 to 32
   * @param from the index for the first number
   */
  static void read(PageBytes page, int width, int[] into, int from, int count) {
    if (width > Integer.SIZE) {
      throw new ParquetDecodingException("numbers of " + width + " bits");
    }
    var end = from + count;
    for (var next = from; next < end; ) {
      var header = page.varInt();
      if ((header & 1) == 0) {
        var run = Math.min(header >>> 1, end - next);
        Arrays.fill(into, next, next + run, page.littleEndian((width + 7) / 8));
        next += run;
      } else {
        var packed = (header >>> 1) * (long) PER_GROUP;
        var run = (int) Math.min(packed, end - next);
        // Some writers omit the padding after the last number of a page.
        var bytes = Math.max((run * (long) width + 7) / 8, Math.min(packed * width / 8, page.remaining()));
        unpack(page, page.skip(bytes), width, into, next, run);
        next += run;
      }
    }
  }

  private static void unpack(PageBytes page, int at, int width, int[] into, int from, int count) {
    var bytes = page.array();
    var mask = (1L << width) - 1;
    var bit = 0L;
    for (var i = from; i < from + count; i++) {
      into[i] = (int) (PageBytes.word(bytes, at + (int) (bit >>> 3)) >>> (bit & 7) & mask);
      bit += width;
    }
  }
}
