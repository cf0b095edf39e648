package io.meterline.connect.parquet;

import io.meterline.connect.files.NamedFiles;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/** Parquet files named by a path, on any file system registered with Beam. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /** The file at the path, for reading. */
  public static InputFile input(String path) {
    return new ChannelInputFile(path, () -> NamedFiles.open(path));
  }

  /** The file at the path, to be created or replaced. */
  public static OutputFile output(String path) {
    return new ChannelOutputFile(() -> NamedFiles.create(path));
  }
}
