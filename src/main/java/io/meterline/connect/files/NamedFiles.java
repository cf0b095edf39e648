package io.meterline.connect.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.util.MimeTypes;

/** Files named by a path, on any file system registered with Beam. */
public final class NamedFiles {
  private NamedFiles() {}

  /** Opens the file at the path for reading. */
  public static SeekableByteChannel open(String path) throws IOException {
    var channel = FileSystems.open(FileSystems.matchNewResource(path, false));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException("its file system cannot seek");
  }

  /** Creates or replaces the file at the path, atomically on close. */
  public static WritableByteChannel create(String path) throws IOException {
    var resource = FileSystems.matchNewResource(path, false);
    // Beam's local file system would show a file while it is written.
    return resource.getScheme().equals("file")
        ? new AtomicFile(Path.of(resource.toString()))
        : FileSystems.create(resource, MimeTypes.BINARY);
  }
}
