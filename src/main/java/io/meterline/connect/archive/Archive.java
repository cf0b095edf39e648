package io.meterline.connect.archive;

import io.meterline.connect.files.Digest;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.connect.parquet.ParquetFolder;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The files of an archive.
 *
 * @param readings paths of the Parquet files of readings, at least one
 * @param settings paths of the Parquet files of settings changes, at least one
 * @param contents a fingerprint of the files of the archive: the same for a copy, different once a file is added
 */
public record Archive(List<String> readings, List<String> settings, String contents) {
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
    var readingsFolder = pinned(folder, LogSchemas.READINGS_FOLDER);
    var settingsFolder = pinned(folder, LogSchemas.SETTINGS_FOLDER);
    var readings = files(folder, LogSchemas.READINGS_FOLDER, readingsFolder);
    var settings = files(folder, LogSchemas.SETTINGS_FOLDER, settingsFolder);
    return new Archive(paths(readingsFolder, readings), paths(settingsFolder, settings), contents(readings, settings));
  }

  private static Folder pinned(Folder archive, String part) {
    try {
      return archive.in(part).pinned();
    } catch (IOException e) {
      throw new MeterlineException("archive " + archive + ": " + part + "/ cannot be read: " + e, e);
    }
  }

  private static List<StoredFile> files(Folder archive, String part, Folder folder) {
    var files = folder.isMissing() ? List.<StoredFile>of() : ParquetFolder.listed(folder);
    if (files.isEmpty()) {
      throw new MeterlineException(
          "archive " + archive + ": no Parquet file in " + part + "/; an archive has some in readings/ and settings/");
    }
    return files;
  }

  private static List<String> paths(Folder folder, List<StoredFile> files) {
    return files.stream().map(file -> folder.path(file.name())).toList();
  }

  /** Names and lengths suffice, as files of an archive never change. */
  private static String contents(List<StoredFile> readings, List<StoredFile> settings) {
    Function<StoredFile, String> line = file -> file.name() + " " + file.bytes();
    var lines =
        Stream.of(
                readings.stream().map(line).map((LogSchemas.READINGS_FOLDER + "/")::concat),
                settings.stream().map(line).map((LogSchemas.SETTINGS_FOLDER + "/")::concat))
            .flatMap(Function.identity())
            .toList();
    var bytes = Stream.of(readings, settings).flatMap(List::stream).mapToLong(StoredFile::bytes).sum();
    return String.format(Locale.ROOT, "%d files of %d bytes, %s", lines.size(), bytes, Digest.of(lines));
  }

  /**
   * The number of readings, from the footers of the files.
   *
   * @throws MeterlineException if a file cannot be read or is not a file of readings
   */
  public long countReadings() {
    var rows = 0L;
    for (var path : readings) {
      try (var file = ReadingReader.open(ChannelInputFile.at(path), path)) {
        rows += file.rows();
      }
    }
    return rows;
  }
}
