package io.meterline.replay;

import io.meterline.files.NamedFiles;
import io.meterline.parquet.ChannelInputFile;
import io.meterline.parquet.ChannelOutputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/** Files as steps see them: named by a path, on any file system that Beam knows. */
final class Files {
  private Files() {}

  /** The file of the given path, to be read. */
  static InputFile input(String path) {
    return new ChannelInputFile(path, () -> NamedFiles.open(path));
  }

  /** The file of the given path, to be written anew. */
  static OutputFile output(String path) {
    return new ChannelOutputFile(() -> NamedFiles.create(path));
  }
}
