package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.StoreFolder;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/**
 * The files of one kind in a live archive, as readers see them at one moment, and which offsets each has.
 *
 * @param kind what is in them
 * @param folder where they are, whatever becomes of the archive
 * @param files those with events, in the order of their names
 */
record LogListing(Kind kind, Folder folder, List<File> files) {
  private static final int STORE_REQUESTS = 16;

  /**
   * A file with events.
   *
   * @param name its name from the folder
   * @param stream the day and partition that it is of, as {@link CompactedFile#stream} gives them
   * @param offsets the offsets that it has, at least one
   */
  record File(String name, String stream, OffsetRanges offsets) {
    /** The day that its folder is named after. */
    String day() {
      return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
  }

  /**
   * Lists the files of an archive.
   *
   * @param read is told how many files were looked into, now and then
   */
  static LogListing of(Folder archive, Kind kind, LongConsumer read) throws IOException {
    var folder = archive.in(name(kind)).pinned();
    // An object store answers slowly, and many at a time.
    var threads = Executors.newFixedThreadPool(folder instanceof StoreFolder ? STORE_REQUESTS : 1);
    try {
      var looks = ParquetFolder.names(folder).stream().map(name -> threads.submit(() -> look(folder, name))).toList();
      var files = new ArrayList<File>();
      for (var look : looks) {
        look.get().ifPresent(files::add);
        read.accept(1);
      }
      return new LogListing(kind, folder, files);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Optional<File> look(Folder folder, String name) {
    var stream = CompactedFile.stream(name.substring(name.lastIndexOf('/') + 1));
    if (stream.isEmpty() || !name.contains("/")) {
      return Optional.empty();
    }
    var offsets = LogFile.offsets(folder, name);
    return offsets.isEmpty() ? Optional.empty() : Optional.of(new File(name, stream.get(), offsets));
  }

  /** The folder within an archive. */
  static String name(Kind kind) {
    return switch (kind) {
      case READING -> LogSchemas.READINGS_FOLDER;
      case SETTING -> LogSchemas.SETTINGS_FOLDER;
    };
  }

  /** What is missing between and before the files. What is missing within a file was never there when it was written. */
  List<Gap> gaps() {
    var gaps = new ArrayList<Gap>();
    byPartition().forEach((partition, some) -> {
      var next = 0L;
      for (var file : some) {
        if (file.offsets().first() > next) {
          gaps.add(new Gap(kind, partition, next, file.offsets().first() - 1));
        }
        next = Math.max(next, file.offsets().last() + 1);
      }
    });
    return gaps;
  }

  private Map<Integer, List<File>> byPartition() {
    var partitions = new TreeMap<Integer, List<File>>();
    files.forEach(file -> partitions.computeIfAbsent(CompactedFile.partition(file.stream()), any -> new ArrayList<>()).add(file));
    partitions.values().forEach(some -> some.sort(IN_ORDER));
    return partitions;
  }

  static final Comparator<File> IN_ORDER =
      Comparator.<File>comparingLong(file -> file.offsets().first()).thenComparing(File::name);

  /** The files by day and partition, each list in the order of offsets. */
  Map<String, List<File>> byStream() {
    var streams = new TreeMap<String, List<File>>();
    files.forEach(file -> streams.computeIfAbsent(file.day() + "/" + file.stream(), any -> new ArrayList<>()).add(file));
    streams.values().forEach(some -> some.sort(IN_ORDER));
    return streams;
  }
}
