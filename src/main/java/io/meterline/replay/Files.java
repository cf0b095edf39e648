package io.meterline.replay;

import io.meterline.parquet.ChannelInputFile;
import io.meterline.parquet.ChannelOutputFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;

/** Files as steps see them: named by a path, on any file system that Beam knows. */
final class Files {
  private Files() {}

  /** The file of the given path, to be read. */
  static InputFile input(String path) {
    return new ChannelInputFile(
        () -> {
          var channel = FileSystems.open(FileSystems.matchNewResource(path, false));
          if (channel instanceof SeekableByteChannel seekable) {
            return seekable;
          }
          channel.close();
          throw new IOException("its file system cannot seek");
        });
  }

  /** The file of the given path, to be written anew. */
  static OutputFile output(String path) {
    return new ChannelOutputFile(
        () -> FileSystems.create(FileSystems.matchNewResource(path, false), MimeTypes.BINARY));
  }
}
