package io.meterline.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The readings of several partitions by the start of their interval, as partitions that are each in that order give
 * them.
 */
final class MergedPartitions implements AutoCloseable {
  private final List<PartitionReader> partitions = new ArrayList<>();

  MergedPartitions(List<List<Path>> partitions) {
    partitions.forEach(files -> this.partitions.add(new PartitionReader(files)));
  }

  /** Every {@code stride}-th partition of the data, beginning with that of number {@code first}. */
  static MergedPartitions share(Path data, int first, int stride) {
    var all = LogData.partitions(data);
    var share = new ArrayList<List<Path>>();
    for (var i = first; i < all.size(); i += stride) {
      share.add(all.get(i));
    }
    return new MergedPartitions(share);
  }

  /** Whether there is another reading. */
  boolean hasNext() {
    partitions.removeIf(partition -> !partition.hasNext());
    return !partitions.isEmpty();
  }

  /** Takes the next reading. */
  MeterReading next() {
    var first = partitions.get(0);
    for (var i = 1; i < partitions.size(); i++) {
      if (partitions.get(i).nextAt() < first.nextAt()) {
        first = partitions.get(i);
      }
    }
    return first.next();
  }

  @Override
  public void close() {
    partitions.forEach(PartitionReader::close);
  }
}
