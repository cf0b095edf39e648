package io.meterline.connect.archive;

import io.meterline.connect.parquet.OffsetRanges;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What files of a live archive are called. Those of slices begin with the start of the slice, as {@link Slices#file} names
 * them; those that compaction makes begin with the day, and then name the partition, the lowest and the highest offset and
 * how many events there are, such as {@code 20261122-p00003-1000-1999-1000.parquet}. So no name stands for two contents.
 */
final class CompactedFile {
  private static final Pattern COMPACTED = Pattern.compile("([0-9]{8})-(p[0-9]{5,})-[0-9]+-[0-9]+-[0-9]+\\.parquet");
  private static final Pattern SLICE = Pattern.compile("([0-9]{8})T[0-9]{6}-(p[0-9]{5,})(-o[0-9]+)?(\\.parquet)?");

  private CompactedFile() {}

  /**
   * The name of a file with events of a day.
   *
   * @param stream the day and partition, as {@link #stream} gives them
   */
  static String name(String stream, OffsetRanges offsets) {
    return String.format(Locale.ROOT, "%s-%d-%d-%d.parquet", stream, offsets.first(), offsets.last(), offsets.count());
  }

  /** The day and partition that a file is of, such as {@code 20261122-p00003}; none if it is no file of a live archive. */
  static Optional<String> stream(String file) {
    for (var pattern : new Pattern[] {COMPACTED, SLICE}) {
      var parts = pattern.matcher(file);
      if (parts.matches()) {
        return Optional.of(parts.group(1) + "-" + parts.group(2));
      }
    }
    return Optional.empty();
  }

  /** The partition of a day and partition. */
  static int partition(String stream) {
    return Integer.parseInt(stream.substring(stream.indexOf("-p") + 2));
  }

  /** Whether compaction made the file, of the day and partition of a slice. */
  static boolean isOf(String slice, String file) {
    return COMPACTED.matcher(file).matches() && stream(file).equals(stream(slice));
  }
}
