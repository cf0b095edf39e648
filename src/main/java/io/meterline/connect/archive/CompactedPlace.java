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

/** Where files of one kind are replaced. */
sealed interface CompactedPlace permits CompactedOnDisk, CompactedInStore {
  /**
   * Writes one file for each group, and lets readers see it in place of those of the group.
   *
   * @param written is told how many files of the groups are in new ones
   */
  void replace(List<Compaction.FileGroup> groups, LongConsumer written) throws IOException;

  /**
   * Writes the events of a group into a file, which is on the disk when this returns, and looks whether they are all there.
   *
   * @param inFolder the folder that the file is in, and its name there
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
          "the files of " + group.day() + " could not be put together: instead of offsets " + expected + " there are " + found);
    }
  }
}
