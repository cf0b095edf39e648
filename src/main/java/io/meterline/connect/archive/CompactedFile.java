package io.meterline.connect.archive;

import io.meterline.connect.parquet.OffsetRanges;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * File names in a live archive. Files of slices begin with the start of the slice, see {@link TimeSlices#file}. Compacted
 * files have the day, the partition, the lowest and the highest offset, and the number of events, such as {@code
 * 20261122-p00003-1000-1999-1000.parquet}. So files with different events never have the same name.
 */
final class CompactedFile {
  private static final Pattern COMPACTED = Pattern.compile("([0-9]{8})-(p[0-9]{5,})-[0-9]+-[0-9]+-[0-9]+\\.parquet");
  private static final Pattern SLICE = Pattern.compile("([0-9]{8})T[0-9]{6}-(p[0-9]{5,})(-o[0-9]+)?(\\.parquet)?");

  private CompactedFile() {}

  /**
   * The name of a compacted file.
   *
   * @param stream the day and partition, as {@link #stream} returns them
   */
  static String name(String stream, OffsetRanges offsets) {
    return String.format(Locale.ROOT, "%s-%d-%d-%d.parquet", stream, offsets.first(), offsets.last(), offsets.count());
  }

  /** The day and partition of a file, such as {@code 20261122-p00003}; empty if it is not a file of a live archive. */
  static Optional<String> stream(String file) {
    for (var pattern : new Pattern[] {COMPACTED, SLICE}) {
      var parts = pattern.matcher(file);
      if (parts.matches()) {
        return Optional.of(parts.group(1) + "-" + parts.group(2));
      }
    }
    return Optional.empty();
  }

  /** The partition of a stream. */
  static int partition(String stream) {
    return Integer.parseInt(stream.substring(stream.indexOf("-p") + 2));
  }

  /** Whether the file is a compacted file of the slice's day and partition. */
  static boolean isOf(String slice, String file) {
    return COMPACTED.matcher(file).matches() && stream(file).equals(stream(slice));
  }
}
