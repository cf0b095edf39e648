package io.meterline.connect.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.util.MimeTypes;

/** Files as steps see them: named by a path, on any file system that Beam knows. */
public final class NamedFiles {
  private NamedFiles() {}

  /** Opens the file of the given path, to be read. */
  public static SeekableByteChannel open(String path) throws IOException {
    var channel = FileSystems.open(FileSystems.matchNewResource(path, false));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException("its file system cannot seek");
  }

  /** Opens the file of the given path, to be written anew. It is there, whole, when it is closed. */
  public static WritableByteChannel create(String path) throws IOException {
    var resource = FileSystems.matchNewResource(path, false);
    // The one of Beam's file systems that shows a file while it is written.
    return resource.getScheme().equals("file")
        ? new AtomicFile(Path.of(resource.toString()))
        : FileSystems.create(resource, MimeTypes.BINARY);
  }
}
