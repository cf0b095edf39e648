package io.meterline.connect.parquet;

import io.meterline.connect.files.NamedFiles;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/** Files as steps see them: named by a path, on any file system that Beam knows. */
public final class ParquetFiles {
  private ParquetFiles() {}

  /** The file of the given path, to be read. */
  public static InputFile input(String path) {
    return new ChannelInputFile(path, () -> NamedFiles.open(path));
  }

  /** The file of the given path, to be written anew. */
  public static OutputFile output(String path) {
    return new ChannelOutputFile(() -> NamedFiles.create(path));
  }
}
