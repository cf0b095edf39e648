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

/** Lists folders of Parquet files. */
public final class ParquetFolder {
  private ParquetFolder() {}

  /**
   * Every {@code *.parquet} file in the folder and its subfolders, sorted by path. Symbolic links are followed. As in
   * other tools, files and folders whose names begin with a dot or an underscore are skipped.
   *
   * @throws MeterlineException if there is no such folder or it cannot be listed
   */
  public static List<Path> files(Path folder) {
    return names(new LocalFolder(folder)).stream().map(folder::resolve).toList();
  }

  /**
   * As {@link #files(Path)}, but with paths in which the links to the folder are resolved, so that they stay valid if
   * those links change.
   */
  static List<Path> pinnedFiles(Path folder) {
    try {
      return Files.isDirectory(folder) ? files(folder.toRealPath()) : files(folder);
    } catch (IOException e) {
      throw new MeterlineException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  /**
   * As {@link #files(Path)}, for a folder on any storage, by names relative to it. In an object store, a folder without
   * files does not exist.
   */
  public static List<String> names(Folder folder) {
    return listed(folder).stream().map(StoredFile::name).toList();
  }

  /**
   * As {@link #names}, with lengths. Replaced files are left out, see {@link Replacement}. Links to the folder may
   * change at any time, so list and read a {@link Folder#pinned()} folder.
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
