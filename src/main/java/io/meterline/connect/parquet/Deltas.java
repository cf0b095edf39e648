package io.meterline.connect.parquet;

import org.apache.parquet.io.ParquetDecodingException;

/** Decodes DELTA_BINARY_PACKED: numbers as bit-packed differences, in blocks of miniblocks. */
final class Deltas {
  private Deltas() {}

  /** The header of a page: the miniblocks of a block, and the first number. */
  private record Header(int miniblocks, int perMiniblock, int total, long first) {}

  /** Decodes a page of 64-bit numbers. */
  static void read(PageBytes page, long[] into, int from, int count) {
    read(page, header(page, count), into, from, count);
  }

  /** Decodes exactly {@code count} lengths. The values of these lengths follow in the page. */
  static int[] lengths(PageBytes page, int count) {
    var header = header(page, count);
    if (header.total != count) {
      throw new ParquetDecodingException("a page has " + header.total + " lengths, must have " + count);
    }
    var wide = new long[count];
    read(page, header, wide, 0, count);
    var lengths = new int[count];
    for (var i = 0; i < count; i++) {
      lengths[i] = (int) wide[i];
    }
    return lengths;
  }

  private static void read(PageBytes page, Header header, long[] into, int from, int count) {
    var widths = new int[header.miniblocks];
    var number = header.first;
    into[from] = number;
    var end = from + count;
    for (var next = from + 1; next < end; ) {
      var minDelta = widths(page, widths);
      for (var miniblock = 0; miniblock < widths.length && next < end; miniblock++) {
        var miniblockEnd = Math.min(next + header.perMiniblock, end);
        var at = skip(page, widths[miniblock], header.perMiniblock);
        number =
            widths[miniblock] <= Long.SIZE - 7
                ? unpack(page, at, widths[miniblock], number, minDelta, into, next, miniblockEnd)
                : unpackWide(page, at, widths[miniblock], number, minDelta, into, next, miniblockEnd);
        next = miniblockEnd;
      }
    }
  }

  /** Decodes a page of 32-bit numbers, whose differences have 64 bits. */
  static void read(PageBytes page, int[] into, int from, int count) {
    var numbers = new long[count];
    read(page, numbers, 0, count);
    for (var i = 0; i < count; i++) {
      into[from + i] = (int) numbers[i];
    }
  }

  private static Header header(PageBytes page, int count) {
    var block = page.varInt();
    var miniblocks = page.varInt();
    var total = page.varInt();
    if (miniblocks == 0 || block % miniblocks != 0 || block / miniblocks % 8 != 0 || block == 0) {
      throw new ParquetDecodingException("blocks of " + block + " numbers in " + miniblocks + " miniblocks");
    }
    if (total < count) {
      throw new ParquetDecodingException("a page has " + total + " numbers, must have " + count);
    }
    var first = page.zigZagLong();
    if (total > 1 && miniblocks > page.remaining()) {
      throw new ParquetDecodingException("blocks of " + miniblocks + " miniblocks with " + page.remaining() + " bytes left");
    }
    return new Header(miniblocks, block / miniblocks, total, first);
  }

  /** Reads the header of a block: sets the width of each miniblock, and returns the minimum difference. */
  private static long widths(PageBytes page, int[] widths) {
    var minDelta = page.zigZagLong();
    for (var i = 0; i < widths.length; i++) {
      widths[i] = page.oneByte();
    }
    return minDelta;
  }

  private static int skip(PageBytes page, int width, int count) {
    if (width > Long.SIZE) {
      throw new ParquetDecodingException("differences of " + width + " bits");
    }
    return page.skip(count / 8 * (long) width);
  }

  private static long unpack(
      PageBytes page, int at, int width, long before, long minDelta, long[] into, int from, int end) {
    var bytes = page.array();
    var mask = (1L << width) - 1;
    var number = before;
    var bit = 0;
    for (var i = from; i < end; i++) {
      number += minDelta + (PageBytes.word(bytes, at + (bit >>> 3)) >>> (bit & 7) & mask);
      into[i] = number;
      bit += width;
    }
    return number;
  }

  /** As {@link #unpack}, for differences that may span nine bytes. */
  private static long unpackWide(
      PageBytes page, int at, int width, long before, long minDelta, long[] into, int from, int end) {
    var bytes = page.array();
    var mask = -1L >>> (Long.SIZE - width);
    var number = before;
    var bit = 0;
    for (var i = from; i < end; i++) {
      var low = PageBytes.word(bytes, at + (bit >>> 3)) >>> (bit & 7);
      // Two shifts, as Java shifts by 64 modulo 64.
      var high = (bytes[at + (bit >>> 3) + 8] & 0xFFL) << 1 << (63 - (bit & 7));
      number += minDelta + ((low | high) & mask);
      into[i] = number;
      bit += width;
    }
    return number;
  }
}
