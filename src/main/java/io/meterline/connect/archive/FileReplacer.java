package io.meterline.connect.archive;

import io.meterline.connect.files.Disk;
import io.meterline.connect.files.Folder;
import io.meterline.connect.parquet.LogFile;
import io.meterline.connect.parquet.LogMerge;
import io.meterline.connect.parquet.OffsetRanges;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongConsumer;

/** Replaces files of one kind of event with compacted ones. */
sealed interface FileReplacer permits CompactedOnDisk, CompactedInStore {
  /**
   * Writes one file for each group, and atomically shows it to readers instead of the files of the group.
   *
   * @param written accepts the number of files merged so far
   */
  void replace(List<Compaction.FileGroup> groups, LongConsumer written) throws IOException;

  /**
   * Merges the files of a group into one, forces it to the disk, and checks that no event is missing.
   *
   * @param inFolder the folder of the merged file, in which {@code name} is its name
   */
  static void write(LogListing listing, Compaction.FileGroup group, Path file, Folder inFolder, String name) throws IOException {
    var files = new LinkedHashMap<String, Long>();
    group.files().forEach(one -> files.put(one.name(), one.offsets().first()));
    LogMerge.of(listing.kind()).write(listing.folder(), files, file);
    Disk.force(file);
    require(group.offsets(), LogFile.offsets(inFolder, name), group);
  }

  private static void require(OffsetRanges expected, OffsetRanges found, Compaction.FileGroup group) {
    if (!expected.equals(found)) {
      throw new MeterlineException(
          "the files of " + group.day() + " could not be merged: instead of offsets " + expected + " there are " + found);
    }
  }
}
