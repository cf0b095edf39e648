package io.meterline.connect.parquet;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.files.StoreFolder;
import io.meterline.connect.files.StoredFile;
import io.meterline.model.MeterlineException;
import java.io.IOException;
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
    return names(new LocalFolder(folder)).stream().map(folder::resolve).toList();
  }

  /** As {@link #files(Path)}, by paths that links on the way to the folder do not lead elsewhere. */
  static List<Path> pinnedFiles(Path folder) {
    try {
      return Files.isDirectory(folder) ? files(folder.toRealPath()) : files(folder);
    } catch (IOException e) {
      throw new MeterlineException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * As {@link #files(Path)} of a folder wherever it is, by their names in it. In an object store a folder without files is
   * none.
   */
  public static List<String> names(Folder folder) {
    return listed(folder).stream().map(StoredFile::name).toList();
  }

  /**
   * As {@link #names}, with their lengths. Without those that others take the place of: see {@link Replacement}. Links on the
   * way to the folder may lead elsewhere at any time: what is listed and read afterwards is a {@link Folder#pinned()} one.
   */
  public static List<StoredFile> listed(Folder folder) {
    try {
      if (folder.isMissing()) {
        throw missing(folder);
      }
      var files = folder.files();
      if (files.isEmpty() && folder instanceof StoreFolder) {
        throw missing(folder);
      }
      var replaced = Replacement.namesReplaced(folder, files);
      return files.stream()
          .filter(file -> file.name().endsWith(".parquet") && file.isData() && !replaced.contains(file.name()))
          .toList();
    } catch (IOException e) {
      throw new MeterlineException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private static MeterlineException missing(Folder folder) {
    return new MeterlineException(folder + ": there is no such folder");
  }
}
