package io.meterline.connect.parquet;

import org.apache.parquet.io.ParquetDecodingException;

/** Decodes numbers that are written as differences, packed in blocks of so many bits each: DELTA_BINARY_PACKED. */
final class Deltas {
  private Deltas() {}

  /** How the numbers of a page are cut, and where they begin. */
  private record Header(int packs, int perPack, int total, long first) {}

  /** Decodes a page of 64-bit numbers. */
  static void read(PageBytes page, long[] into, int from, int count) {
    read(page, header(page, count), into, from, count);
  }

  /** Decodes lengths, of which there are exactly so many: what they are the lengths of is behind them. */
  static int[] lengths(PageBytes page, int count) {
    var header = header(page, count);
    if (header.total != count) {
      throw new ParquetDecodingException("a page has " + header.total + " lengths, and must have " + count);
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
    var widths = new int[header.packs];
    var number = header.first;
    into[from] = number;
    var end = from + count;
    for (var next = from + 1; next < end; ) {
      var least = widths(page, widths);
      for (var pack = 0; pack < widths.length && next < end; pack++) {
        var packEnd = Math.min(next + header.perPack, end);
        var at = skip(page, widths[pack], header.perPack);
        number =
            widths[pack] <= Long.SIZE - 7
                ? unpack(page, at, widths[pack], number, least, into, next, packEnd)
                : unpackWide(page, at, widths[pack], number, least, into, next, packEnd);
        next = packEnd;
      }
    }
  }

  /** Decodes a page of 32-bit numbers, whose differences are of 64 bits. */
  static void read(PageBytes page, int[] into, int from, int count) {
    var numbers = new long[count];
    read(page, numbers, 0, count);
    for (var i = 0; i < count; i++) {
      into[from + i] = (int) numbers[i];
    }
  }

  private static Header header(PageBytes page, int count) {
    var block = page.varInt();
    var packs = page.varInt();
    var total = page.varInt();
    if (packs == 0 || block % packs != 0 || block / packs % 8 != 0 || block == 0) {
      throw new ParquetDecodingException("blocks of " + block + " numbers in " + packs + " parts");
    }
    if (total < count) {
      throw new ParquetDecodingException("a page has " + total + " numbers, and must have " + count);
    }
    var first = page.zigZagLong();
    if (total > 1 && packs > page.left()) {
      throw new ParquetDecodingException("blocks of " + packs + " parts where " + page.left() + " bytes are left");
    }
    return new Header(packs, block / packs, total, first);
  }

  /** Begins a block: sets the width of each of its packs, and gives its least difference. */
  private static long widths(PageBytes page, int[] widths) {
    var least = page.zigZagLong();
    for (var i = 0; i < widths.length; i++) {
      widths[i] = page.oneByte();
    }
    return least;
  }

  private static int skip(PageBytes page, int width, int count) {
    if (width > Long.SIZE) {
      throw new ParquetDecodingException("differences of " + width + " bits");
    }
    return page.skip(count / 8 * (long) width);
  }

  private static long unpack(
      PageBytes page, int at, int width, long before, long least, long[] into, int from, int end) {
    var bytes = page.array();
    var mask = (1L << width) - 1;
    var number = before;
    var bit = 0;
    for (var i = from; i < end; i++) {
      number += least + (PageBytes.word(bytes, at + (bit >>> 3)) >>> (bit & 7) & mask);
      into[i] = number;
      bit += width;
    }
    return number;
  }

  /** The same for differences that may lie in nine bytes. */
  private static long unpackWide(
      PageBytes page, int at, int width, long before, long least, long[] into, int from, int end) {
    var bytes = page.array();
    var mask = -1L >>> (Long.SIZE - width);
    var number = before;
    var bit = 0;
    for (var i = from; i < end; i++) {
      var low = PageBytes.word(bytes, at + (bit >>> 3)) >>> (bit & 7);
      // Two shifts, as one by all 64 bits would be none.
      var high = (bytes[at + (bit >>> 3) + 8] & 0xFFL) << 1 << (63 - (bit & 7));
      number += least + ((low | high) & mask);
      into[i] = number;
      bit += width;
    }
    return number;
  }
}
