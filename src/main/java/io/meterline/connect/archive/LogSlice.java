package io.meterline.connect.archive;

import io.meterline.connect.parquet.OffsetRanges;
import io.meterline.model.log.Rejection;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Rows of a file of the log.
 *
 * @param path the file
 * @param part whether the log already had them
 * @param rows which rows of the file
 */
record LogSlice(String path, Part part, Rows rows) implements Serializable {
  /** A part of the log. */
  enum Part {
    /** The events that the log had when the base was made. */
    BASE,
    /** The events added since. */
    ADDED
  }

  /**
   * Some rows of a file, all of whose events are of one partition.
   *
   * @param bounds offsets in ascending order: from the first on rows belong, from the second on they do not, and so on
   */
  record Rows(long[] bounds) implements Serializable {
    /** Every row. */
    static final Rows ALL = new Rows(new long[] {Long.MIN_VALUE});

    /** The rows with some offsets, of a file with offsets from {@code first} to {@code last}. */
    static Rows with(OffsetRanges offsets, long first, long last) {
      return new Rows(
          offsets.all().stream()
              .filter(range -> range.last() >= first && range.first() <= last)
              .flatMapToLong(range -> Arrays.stream(new long[] {range.first(), range.last() + 1}))
              .toArray());
    }

    /** The other rows. */
    Rows others() {
      var others = new long[bounds.length + 1];
      others[0] = Long.MIN_VALUE;
      System.arraycopy(bounds, 0, others, 1, bounds.length);
      return new Rows(others);
    }

    /** Whether it is every row. */
    boolean isAll() {
      return bounds.length == 1 && bounds[0] == Long.MIN_VALUE;
    }

    /** Whether a malformed row belongs. In files of live runs, of which a part may be read, every row has an offset. */
    boolean hold(Rejection rejection) {
      return isAll() || rejection.offset().isPresent() && hold(rejection.offset().getAsLong());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Rows rows && Arrays.equals(rows.bounds, bounds);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bounds);
    }

    /** Whether the row with an offset belongs. */
    boolean hold(long offset) {
      var found = Arrays.binarySearch(bounds, offset);
      var passed = found >= 0 ? found + 1 : -found - 1;
      return passed % 2 == 1;
    }
  }
}
