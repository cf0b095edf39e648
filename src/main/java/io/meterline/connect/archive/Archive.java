package io.meterline.connect.archive;

import io.meterline.connect.files.Digest;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.Footer;
import io.meterline.connect.parquet.ParquetFolder;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.connect.versions.LogExtent;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of an archive.
 *
 * @param folder the folder of the archive
 * @param readingFiles the Parquet files of readings, at least one
 * @param settingsFiles the Parquet files of settings changes, at least one
 */
public record Archive(Folder folder, Files readingFiles, Files settingsFiles) {
  /**
   * The files of one kind of event.
   *
   * @param kind the kind
   * @param folder their folder; links that change later do not affect it
   * @param all their names relative to the folder, sorted, and their lengths
   */
  public record Files(Kind kind, Folder folder, List<StoredFile> all) {
    /** Their paths. */
    List<String> paths() {
      return all.stream().map(file -> folder.path(file.name())).toList();
    }

    /**
     * Their names relative to the archive, their lengths, and digests of their footers.
     *
     * @throws MeterlineException if a file cannot be read, or the thread is interrupted
     */
    List<LogExtent.LogFile> extent() {
      try {
        return Inspections.of(folder, all, this::extent, read -> {});
      } catch (IOException e) {
        throw new MeterlineException(folder + ": cannot be read: " + e.getMessage(), e);
      }
    }

    private LogExtent.LogFile extent(StoredFile file) {
      return new LogExtent.LogFile(nameInArchive(file.name()), file.bytes(), Footer.digest(folder, file.name()));
    }

    private Stream<String> lines() {
      return all.stream().map(file -> nameInArchive(file.name()) + " " + file.bytes());
    }

    /** The name of a file relative to the archive. */
    String nameInArchive(String name) {
      return LogListing.name(kind) + "/" + name;
    }
  }

  /**
   * Finds the files of an archive. An append to it that was interrupted is finished first.
   *
   * @param folder its folder, on a disk or in an object store
   * @throws MeterlineException if the folder is not an archive
   */
  public static Archive at(Folder folder) {
    if (folder.isMissing()) {
      throw new MeterlineException("archive " + folder + ": there is no such folder");
    }
    if (folder instanceof LocalFolder local) {
      PendingAppend.finish(local.path());
    }
    // Compaction points these links to other folders. Their current targets stay unchanged for a day.
    var readings = pinned(folder, Kind.READING);
    var settings = pinned(folder, Kind.SETTING);
    return new Archive(folder, files(folder, Kind.READING, readings), files(folder, Kind.SETTING, settings));
  }

  private static Folder pinned(Folder archive, Kind kind) {
    try {
      return archive.in(LogListing.name(kind)).pinned();
    } catch (IOException e) {
      throw new MeterlineException("archive " + archive + ": " + LogListing.name(kind) + "/ cannot be read: " + e, e);
    }
  }

  private static Files files(Folder archive, Kind kind, Folder folder) {
    var files = folder.isMissing() ? List.<StoredFile>of() : ParquetFolder.listed(folder);
    if (files.isEmpty()) {
      throw new MeterlineException(
          "archive " + archive + ": no Parquet file in " + LogListing.name(kind)
              + "/; an archive has some in readings/ and settings/");
    }
    return new Files(kind, folder, files);
  }

  /** Paths of the Parquet files of readings, at least one. */
  public List<String> readings() {
    return readingFiles.paths();
  }

  /** Paths of the Parquet files of settings changes, at least one. */
  public List<String> settings() {
    return settingsFiles.paths();
  }

  /**
   * A fingerprint of the files of the archive: the same for a copy, different once a file is added. Names and lengths suffice, as
   * files of an archive never change.
   */
  public String contents() {
    var lines = Stream.concat(readingFiles.lines(), settingsFiles.lines()).toList();
    var bytes = Stream.of(readingFiles, settingsFiles).flatMap(files -> files.all().stream()).mapToLong(StoredFile::bytes).sum();
    return String.format(Locale.ROOT, "%d files of %d bytes, %s", lines.size(), bytes, Digest.of(lines));
  }

  /**
   * Which events it has: its files and, for the archive of a live run, the offsets of its events, from the footers of the files. It
   * has no offsets if an event is in two files, as offsets cannot tell which of the two is there later.
   *
   * @throws MeterlineException if a file cannot be read
   */
  public LogExtent extent() {
    var files = new ArrayList<LogExtent.LogFile>();
    files.addAll(readingFiles.extent());
    files.addAll(settingsFiles.extent());
    var listings = isLive() ? offsets() : List.<LogListing>of();
    return LogOffsets.firstRepeated(listings).isEmpty()
        ? new LogExtent(files, LogOffsets.ranges(listings))
        : new LogExtent(files);
  }

  /** Whether it is the archive of a live run. */
  boolean isLive() {
    try {
      return folder.has(Marker.NAME);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The offsets of the events in each file of a live archive, from the footers of the files. */
  List<LogListing> offsets() {
    var listings = new ArrayList<LogListing>();
    try {
      for (var files : List.of(readingFiles, settingsFiles)) {
        var names = files.all().stream().map(StoredFile::name).toList();
        listings.add(LogListing.of(files.folder(), files.kind(), names, read -> {}));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return listings;
  }

  private MeterlineException unreadable(IOException e) {
    return new MeterlineException("archive " + folder + ": cannot be read: " + e, e);
  }

  /**
   * The number of readings, from the footers of the files.
   *
   * @throws MeterlineException if a file cannot be read or is not a file of readings
   */
  public long countReadings() {
    var rows = 0L;
    for (var path : readings()) {
      try (var file = ReadingReader.open(ChannelInputFile.at(path), path)) {
        rows += file.rows();
      }
    }
    return rows;
  }
}
