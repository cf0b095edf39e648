package io.meterline.connect.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** Small texts in files. */
final class Text {
  private Text() {}

  /** Writes all of it, in UTF-8. */
  static void write(String text, WritableByteChannel out) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
