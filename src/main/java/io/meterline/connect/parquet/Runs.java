package io.meterline.connect.parquet;

import java.util.Arrays;
import org.apache.parquet.io.ParquetDecodingException;

/** Decodes small numbers in runs of one number and of packed bits: levels, and places in a dictionary. */
final class Runs {
  private static final int AT_ONCE = 8;

  private Runs() {}

  /**
   * Decodes so many numbers.
   *
   * @param width bits of each, 0 to 32
   * @param from where to put the first
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
        var packed = (header >>> 1) * (long) AT_ONCE;
        var run = (int) Math.min(packed, end - next);
        // Some writers leave out what is behind the last number of a page.
        var bytes = Math.max((run * (long) width + 7) / 8, Math.min(packed * width / 8, page.left()));
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
