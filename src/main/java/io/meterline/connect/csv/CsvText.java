package io.meterline.connect.csv;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files of UTF-8 text, with or without a byte order mark, optionally compressed with gzip. */
final class CsvText {
  private static final int GZIP_MAGIC_1 = 0x1F;
  private static final int GZIP_MAGIC_2 = 0x8B;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int BUFFER = 1 << 16;

  private CsvText() {}

  /** Opens a file. Compression is detected from its first bytes, not from its name. */
  static BufferedReader open(Path path) throws IOException {
    // Not with Files.newInputStream, whose streams query a position, which a pipe lacks.
    var bytes = new BufferedInputStream(new FileInputStream(path.toFile()), BUFFER);
    try {
      var text = new BufferedReader(new InputStreamReader(unpacked(bytes), StandardCharsets.UTF_8), BUFFER);
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      return text;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
    bytes.mark(2);
    var isGzip = bytes.read() == GZIP_MAGIC_1 && bytes.read() == GZIP_MAGIC_2;
    bytes.reset();
    return isGzip ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }
}
