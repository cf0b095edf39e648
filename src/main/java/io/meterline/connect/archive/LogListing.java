package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.parquet.LogFile;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.connect.parquet.OffsetRanges;
import io.meterline.connect.parquet.ParquetFolder;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;

/**
 * A snapshot of the files of one kind in a live archive, with the offsets of each.
 *
 * @param kind the kind of event
 * @param folder the folder of the files, with links resolved as by {@link Folder#pinned}
 * @param files those with events, sorted by name
 */
record LogListing(Kind kind, Folder folder, List<File> files) {
  /**
   * A file with events.
   *
   * @param name its name relative to the folder
   * @param stream its day and partition, as {@link CompactedFile#stream} returns them
   * @param offsets its offsets, at least one
   */
  record File(String name, String stream, OffsetRanges offsets) {
    /** The partition of its events. */
    int partition() {
      return CompactedFile.partition(stream);
    }

    /** The day, which is the name of its folder. */
    String day() {
      return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
  }

  /**
   * Lists the files of an archive.
   *
   * @param read accepts the number of files inspected since the last call
   */
  static LogListing of(Folder archive, Kind kind, LongConsumer read) throws IOException {
    return of(archive, kind, any -> true, read);
  }

  /** The files of one partition. */
  static LogListing ofPartition(Folder archive, Kind kind, int partition) throws IOException {
    return of(archive, kind, one -> one == partition, read -> {});
  }

  private static LogListing of(Folder archive, Kind kind, IntPredicate partitions, LongConsumer read) throws IOException {
    var folder = archive.in(name(kind)).pinned();
    return of(folder, kind, ParquetFolder.names(folder), partitions, read);
  }

  /**
   * Inspects files that were listed.
   *
   * @param folder their folder, pinned
   */
  static LogListing of(Folder folder, Kind kind, List<String> names, LongConsumer read) throws IOException {
    return of(folder, kind, names, any -> true, read);
  }

  private static LogListing of(Folder folder, Kind kind, List<String> names, IntPredicate partitions, LongConsumer read)
      throws IOException {
    var files = Inspections.of(folder, names, name -> inspect(folder, name, partitions), read);
    return new LogListing(kind, folder, files.stream().flatMap(Optional::stream).toList());
  }

  private static Optional<File> inspect(Folder folder, String name, IntPredicate partitions) {
    var stream = CompactedFile.stream(name.substring(name.lastIndexOf('/') + 1));
    if (stream.isEmpty() || !name.contains("/") || !partitions.test(CompactedFile.partition(stream.get()))) {
      return Optional.empty();
    }
    var offsets = LogFile.offsets(folder, name);
    return offsets.isEmpty() ? Optional.empty() : Optional.of(new File(name, stream.get(), offsets));
  }

  /** The name of the folder within an archive. */
  static String name(Kind kind) {
    return switch (kind) {
      case READING -> LogSchemas.READINGS_FOLDER;
      case SETTING -> LogSchemas.SETTINGS_FOLDER;
    };
  }

  /**
   * Offsets missing between and before the files. An offset missing within a file had no event when the file was
   * written.
   */
  List<OffsetGap> gaps() {
    var gaps = new ArrayList<OffsetGap>();
    byPartition().forEach((partition, some) -> {
      var next = 0L;
      for (var file : some) {
        if (file.offsets().first() > next) {
          gaps.add(new OffsetGap(kind, partition, next, file.offsets().first() - 1));
        }
        next = Math.max(next, file.offsets().last() + 1);
      }
    });
    return gaps;
  }

  /**
   * The end of the events that follow an offset without a gap between files, exclusive. For the files of one partition.
   *
   * @param from the first offset, inclusive
   */
  long end(long from) {
    var end = from;
    for (var file : files.stream().sorted(IN_ORDER).toList()) {
      if (file.offsets().first() > end) {
        break;
      }
      end = Math.max(end, file.offsets().last() + 1);
    }
    return end;
  }

  private Map<Integer, List<File>> byPartition() {
    var partitions = new TreeMap<Integer, List<File>>();
    files.forEach(file -> partitions.computeIfAbsent(file.partition(), any -> new ArrayList<>()).add(file));
    partitions.values().forEach(some -> some.sort(IN_ORDER));
    return partitions;
  }

  static final Comparator<File> IN_ORDER =
      Comparator.<File>comparingLong(file -> file.offsets().first()).thenComparing(File::name);

  /** The files by day and partition, each list sorted by offset. */
  Map<String, List<File>> byStream() {
    var streams = new TreeMap<String, List<File>>();
    files.forEach(file -> streams.computeIfAbsent(file.day() + "/" + file.stream(), any -> new ArrayList<>()).add(file));
    streams.values().forEach(some -> some.sort(IN_ORDER));
    return streams;
  }
}
