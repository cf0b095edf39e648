package io.meterline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * The values of one required column of a row group, many at a time, as numbers. Places in a dictionary are
 * unpacked here, many at once; what has none is left to Parquet's own readers.
 */
final class ColumnCursor {
  private final ColumnDescriptor column;
  private final PageReader pages;
  private final long[] numbers;
  private final Plain plain;
  private Unpacked page = (into, from, count) -> {};
  private int left;

  /** Makes a number of what stands at a place of a dictionary. */
  @FunctionalInterface
  interface Word {
    long number(Dictionary dictionary, int place);
  }

  /** Makes a number of what stands next in a page without a dictionary. */
  @FunctionalInterface
  interface Plain {
    long read(ValuesReader values);
  }

  /** What is left of a page. */
  @FunctionalInterface
  private interface Unpacked {
    void next(long[] into, int from, int count);
  }

  private ColumnCursor(ColumnDescriptor column, PageReader pages, long[] numbers, Plain plain) {
    this.column = column;
    this.pages = pages;
    this.numbers = numbers;
    this.plain = plain;
  }

  /**
   * The values of a column.
   *
   * @param pages those of one row group
   * @throws IOException if values may be missing, or there may be several a row
   */
  static ColumnCursor of(ColumnDescriptor column, PageReader pages, Word word, Plain plain) throws IOException {
    if (column.getMaxDefinitionLevel() > 0 || column.getMaxRepetitionLevel() > 0) {
      throw new IOException("the loop knows required columns alone, and not " + String.join(".", column.getPath()));
    }
    var stored = pages.readDictionaryPage();
    if (stored == null) {
      return new ColumnCursor(column, pages, new long[0], plain);
    }
    var dictionary = stored.getEncoding().initDictionary(column, stored);
    var numbers = new long[dictionary.getMaxId() + 1];
    for (var place = 0; place < numbers.length; place++) {
      numbers[place] = word.number(dictionary, place);
    }
    return new ColumnCursor(column, pages, numbers, plain);
  }

  /** Takes the next values. */
  void next(long[] into, int count) {
    for (var done = 0; done < count; ) {
      if (left == 0) {
        open(pages.readPage());
      }
      var some = Math.min(left, count - done);
      page.next(into, done, some);
      left -= some;
      done += some;
    }
  }

  private void open(DataPage next) {
    left = next.getValueCount();
    try {
      page = next.accept(new DataPage.Visitor<>() {
        @Override
        public Unpacked visit(DataPageV1 old) {
          return unpacked(old.getBytes(), old.getValueEncoding(), old.getValueCount());
        }

        @Override
        public Unpacked visit(DataPageV2 recent) {
          return unpacked(recent.getData(), recent.getDataEncoding(), recent.getValueCount());
        }
      });
    } catch (UncheckedIOException e) {
      throw new ParquetDecodingException(e);
    }
  }

  private Unpacked unpacked(BytesInput bytes, Encoding encoding, int count) {
    try {
      if (encoding.usesDictionary()) {
        return new Places(bytes.toInputStream().slice(Math.toIntExact(bytes.size())), numbers);
      }
      var values = encoding.getValuesReader(column, ValuesType.VALUES);
      values.initFromPage(count, bytes.toInputStream());
      return (into, from, some) -> {
        for (var index = from; index < from + some; index++) {
          into[index] = plain.read(values);
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Places in a dictionary, in runs of equal ones and groups of eight packed ones, as the format has them. */
  private static final class Places implements Unpacked {
    private final long[] numbers;
    private final ByteBuffer bytes;
    private final int width;
    private final long mask;
    private boolean run;
    private long value;
    private int left;
    private long bits;
    private int held;

    Places(ByteBuffer page, long[] numbers) {
      this.numbers = numbers;
      bytes = page.slice().order(ByteOrder.LITTLE_ENDIAN);
      width = bytes.get();
      mask = (1L << width) - 1;
    }

    @Override
    public void next(long[] into, int from, int count) {
      var end = from + count;
      for (var index = from; index < end; ) {
        if (left == 0) {
          begin();
        }
        var some = Math.min(left, end - index);
        if (run) {
          Arrays.fill(into, index, index + some, value);
        } else {
          unpack(into, index, some);
        }
        left -= some;
        index += some;
      }
    }

    private void begin() {
      var header = varint();
      run = (header & 1) == 0;
      if (run) {
        left = header >>> 1;
        var place = 0;
        for (var shift = 0; shift < width; shift += 8) {
          place |= (bytes.get() & 0xff) << shift;
        }
        value = numbers[place];
      } else {
        left = (header >>> 1) * 8;
        bits = 0;
        held = 0;
      }
    }

    private void unpack(long[] into, int from, int count) {
      var pending = bits;
      var have = held;
      for (var index = from; index < from + count; index++) {
        if (have < width) {
          if (bytes.remaining() >= 4) {
            pending |= (bytes.getInt() & 0xffffffffL) << have;
            have += 32;
          } else {
            while (have < width) {
              pending |= (bytes.get() & 0xffL) << have;
              have += 8;
            }
          }
        }
        into[index] = numbers[(int) (pending & mask)];
        pending >>>= width;
        have -= width;
      }
      bits = pending;
      held = have;
      if (count == left) {
        // Whole bytes that were taken too early; a group ends on a byte.
        bytes.position(bytes.position() - have / 8);
      }
    }

    private int varint() {
      var result = 0;
      for (var shift = 0; ; shift += 7) {
        var next = bytes.get();
        result |= (next & 0x7f) << shift;
        if (next >= 0) {
          return result;
        }
      }
    }
  }
}
