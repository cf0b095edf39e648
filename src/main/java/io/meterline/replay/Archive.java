package io.meterline.replay;

import io.meterline.MeterlineException;
import io.meterline.parquet.LogSchemas;
import io.meterline.parquet.ParquetFolder;
import io.meterline.parquet.ReadingReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.io.LocalInputFile;

/**
 * The files of an archive.
 *
 * @param readings paths of the Parquet files of readings, at least one
 * @param settings paths of the Parquet files of settings changes, at least one
 */
public record Archive(List<String> readings, List<String> settings) {
  /**
   * Finds the files of an archive.
   *
   * @throws MeterlineException if the folder is not an archive
   */
  public static Archive at(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MeterlineException("archive " + folder + ": there is no such folder");
    }
    return new Archive(files(folder, LogSchemas.READINGS_FOLDER), files(folder, LogSchemas.SETTINGS_FOLDER));
  }

  private static List<String> files(Path archive, String part) {
    var folder = archive.resolve(part);
    var files = Files.isDirectory(folder) ? ParquetFolder.files(folder) : List.<Path>of();
    if (files.isEmpty()) {
      throw new MeterlineException(
          "archive " + archive + ": no Parquet file in " + part + "/; an archive has some in readings/ and settings/");
    }
    return files.stream().map(path -> path.toAbsolutePath().normalize().toString()).toList();
  }

  /**
   * How many readings it has, as the footers of its files say.
   *
   * @throws MeterlineException if a file cannot be read or is not one of readings
   */
  public long countReadings() {
    var rows = 0L;
    for (var path : readings) {
      try (var file = ReadingReader.open(new LocalInputFile(Path.of(path)), path)) {
        rows += file.rows();
      }
    }
    return rows;
  }
}
