package io.meterline.parquet;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of Parquet files. */
public final class ParquetFolder {
  private ParquetFolder() {}

  /**
   * Every {@code *.parquet} file in the folder and those below it, through symbolic links, in the order of their paths.
   * Files and folders in it whose names begin with a dot or an underscore are passed over, as other tools do: they are
   * not meant to be read.
   *
   * @throws MeterlineException if there is no such folder or it cannot be listed
   */
  public static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MeterlineException(folder + ": there is no such folder");
    }
    try (var paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      // A link to nowhere stays in the list, so that reading it fails: its rows are missing.
      return paths
          .filter(path -> path.getFileName().toString().endsWith(".parquet") && !Files.isDirectory(path))
          .filter(path -> isMeantToBeRead(folder.relativize(path)))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new MeterlineException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isMeantToBeRead(Path inFolder) {
    for (var name : inFolder) {
      if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
        return false;
      }
    }
    return true;
  }
}
