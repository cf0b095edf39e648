package io.meterline.connect.versions;

import io.meterline.connect.parquet.OffsetRanges.Range;
import io.meterline.model.log.Kind;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which events an archive had when a version was made from it.
 *
 * @param files its files, sorted by name
 * @param offsets for the archive of a live run, whose files are compacted: the offsets of its events, by kind and partition, as
 *     ranges in ascending order with a gap between any two; otherwise empty
 */
public record LogExtent(List<LogFile> files, SortedMap<Kind, SortedMap<Integer, List<Range>>> offsets) implements Serializable {
  /** Nothing is known of the log. An archive has at least one file of each kind. */
  public static final LogExtent UNKNOWN = new LogExtent(List.of());

  /**
   * A file of an archive.
   *
   * @param name its path relative to the archive, with slashes, such as {@code readings/2024-03.parquet}
   * @param bytes its length in bytes
   * @param footer a digest of its footer
   */
  public record LogFile(String name, long bytes, String footer) implements Serializable {}

  public LogExtent {
    files = List.copyOf(files);
    var copy = new TreeMap<Kind, SortedMap<Integer, List<Range>>>();
    offsets.forEach((kind, partitions) -> copy.put(kind, copyOf(partitions)));
    offsets = Collections.unmodifiableSortedMap(copy);
  }

  /** An archive whose events are identified by its files alone. */
  public LogExtent(List<LogFile> files) {
    this(files, new TreeMap<>());
  }

  private static SortedMap<Integer, List<Range>> copyOf(SortedMap<Integer, List<Range>> partitions) {
    var copy = new TreeMap<Integer, List<Range>>();
    partitions.forEach((partition, ranges) -> copy.put(partition, List.copyOf(ranges)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** Whether the files of the log are known. */
  public boolean isKnown() {
    return !files.isEmpty();
  }
}
