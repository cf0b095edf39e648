package io.meterline.connect.archive;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.RawEvents;
import io.meterline.connect.parquet.LogFile;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/**
 * The archive of a live log, on a disk that all workers of a run share, or in an object store.
 *
 * <p>A file is complete when it gets its name, and never changes. The files of a slice are inspected for the events
 * that they already have, so that writing is idempotent: each event is archived once, however often and in whatever
 * batches it arrives.
 *
 * @param folder the folder of the archive
 * @param slices how logged time is divided
 */
public record LiveArchive(Folder folder, TimeSlices slices) implements Serializable {
  /** The folder for incomplete files, outside of the folders that readers list. */
  private static final String PARTIAL = ".partial";

  /** A file without rows, so that readers find the columns before there is any event. */
  private static final String COLUMNS = "columns.parquet";

  /** Incomplete files older than this are abandoned: writing a file never takes this long. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  /**
   * Creates an archive, or opens one of the same log and slices.
   *
   * @throws MeterlineException if the folder holds anything else, or cannot be written
   */
  public static LiveArchive open(Folder folder, LogIdentity log, TimeSlices slices) {
    var archive = folder.absolute();
    try {
      new Marker(archive, log, slices).claim();
      if (archive instanceof LocalFolder local) {
        removeAbandoned(Files.createDirectories(partial(archive)));
        var generations = new Generations(local);
        generations.begin(LogSchemas.READINGS_FOLDER);
        generations.begin(LogSchemas.SETTINGS_FOLDER);
      }
      var files = new SliceFiles(archive);
      var readings = LogSchemas.READINGS_FOLDER + "/" + COLUMNS;
      if (!archive.has(readings)) {
        files.put(readings, file -> LogFile.ofReadings(file).close());
      }
      var settings = LogSchemas.SETTINGS_FOLDER + "/" + COLUMNS;
      if (!archive.has(settings)) {
        files.put(settings, file -> LogFile.ofChanges(file).close());
      }
      return new LiveArchive(archive, slices);
    } catch (IOException e) {
      throw failure(archive, e);
    }
  }

  /** As {@link #open(Folder, LogIdentity, TimeSlices)}, for a local folder. */
  public static LiveArchive open(Path folder, LogIdentity log, TimeSlices slices) {
    return open(new LocalFolder(folder), log, slices);
  }

  /** Its events, for a run that needs those which Kafka no longer has. */
  public ArchivedEvents events() {
    return new EventsOfArchive(folder);
  }

  /** The folder for incomplete files of an archive on a disk. */
  static Path partial(Folder archive) {
    return Path.of(archive.path(PARTIAL));
  }

  /**
   * Writes the events of a slice that are not archived yet.
   *
   * @param file the name of the slice's file, from {@link TimeSlices#file}
   * @param batches its events, of one kind and partition, in any order
   * @throws MeterlineException if they cannot be written, as when the disk is full, or an existing file cannot be read
   */
  void write(String file, Iterable<RawEvents> batches) {
    var events = new ArrayList<RawEvents>();
    batches.forEach(events::add);
    try {
      new SliceFiles(folder).add(file, events);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static void removeAbandoned(Path partial) throws IOException {
    var before = Instant.now().minus(ABANDONED);
    try (var files = Files.list(partial)) {
      for (var file : files.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Reports the deepest cause: channels wrap the disk's error in one that repeats it. */
  private static MeterlineException failure(Folder archive, IOException thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() instanceof IOException cause) {
      deepest = cause;
    }
    return new MeterlineException("cannot write the archive " + archive + ": " + deepest.getMessage(), thrown);
  }
}
