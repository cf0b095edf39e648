package io.meterline.connect.archive;

import io.meterline.connect.parquet.OffsetRanges;
import io.meterline.connect.parquet.OffsetRanges.Range;
import io.meterline.connect.versions.LogExtent;
import io.meterline.model.log.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The offsets of events, by kind and partition. */
final class LogOffsets {
  private final Map<Kind, SortedMap<Integer, OffsetRanges>> ranges = new EnumMap<>(Kind.class);

  /** The offsets of the events of an archive when a version was made from it. */
  static LogOffsets of(LogExtent extent) {
    var offsets = new LogOffsets();
    extent
        .offsets()
        .forEach(
            (kind, partitions) ->
                partitions.forEach(
                    (partition, some) ->
                        some.forEach(range -> offsets.of(kind, partition).add(range.first(), range.last()))));
    return offsets;
  }

  /** The offsets of the events of files. */
  static LogOffsets of(List<LogListing> listings) {
    var offsets = new LogOffsets();
    for (var listing : listings) {
      listing.files().forEach(file -> offsets.of(listing.kind(), file.partition()).add(file.offsets()));
    }
    return offsets;
  }

  /** The first file with an event that an earlier one has, too; empty if every event is there once. */
  static Optional<String> firstRepeated(List<LogListing> listings) {
    for (var listing : listings) {
      var earlier = new LogOffsets();
      for (var file : listing.files()) {
        var offsets = earlier.of(listing.kind(), file.partition());
        if (file.offsets().all().stream().anyMatch(offsets::containsAny)) {
          return Optional.of(LogListing.name(listing.kind()) + "/" + file.name());
        }
        offsets.add(file.offsets());
      }
    }
    return Optional.empty();
  }

  /** The offsets of the events of files, as ranges in ascending order. */
  static SortedMap<Kind, SortedMap<Integer, List<Range>>> ranges(List<LogListing> listings) {
    var all = new TreeMap<Kind, SortedMap<Integer, List<Range>>>();
    of(listings)
        .ranges
        .forEach(
            (kind, partitions) -> {
              var some = new TreeMap<Integer, List<Range>>();
              partitions.forEach((partition, offsets) -> some.put(partition, offsets.all()));
              all.put(kind, some);
            });
    return all;
  }

  /** The offsets of a partition, empty if it has none. */
  OffsetRanges of(Kind kind, int partition) {
    return ranges.computeIfAbsent(kind, any -> new TreeMap<>()).computeIfAbsent(partition, any -> new OffsetRanges());
  }

  /** The first range of these of which others lack an offset, in words; empty if others have all. */
  Optional<String> lackedBy(LogOffsets others) {
    for (var kind : ranges.entrySet()) {
      for (var partition : kind.getValue().entrySet()) {
        for (var range : partition.getValue().all()) {
          if (!others.of(kind.getKey(), partition.getKey()).containsAll(range)) {
            return Optional.of(
                "not all of the offsets %d to %d of partition %d in %s/ are there any more"
                    .formatted(range.first(), range.last(), partition.getKey(), LogListing.name(kind.getKey())));
          }
        }
      }
    }
    return Optional.empty();
  }
}
