package io.meterline.connect.parquet;

import io.meterline.connect.files.NamedFiles;
import org.apache.parquet.io.InputFile;

/** Parquet files named by a path, on any file system registered with Beam. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /** The file at the path, for reading. */
  public static InputFile input(String path) {
    return new ChannelInputFile(path, () -> NamedFiles.open(path));
  }
}
