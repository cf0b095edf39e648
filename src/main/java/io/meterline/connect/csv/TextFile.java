package io.meterline.connect.csv;

import io.meterline.model.MeterlineException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A file of text, optionally compressed with gzip, whatever its name. It is opened once and read once, because it may be a pipe.
 *
 * <p>A byte order mark decides the encoding: UTF-8, or UTF-16 of either byte order. Bytes that are not valid in the encoding become
 * U+FFFD.
 */
public final class TextFile implements Closeable {
  /** The number of characters at the start of a file that {@link #start} returns at most. */
  public static final int START_LENGTH = 1 << 16;

  private static final int GZIP_MAGIC_1 = 0x1F;
  private static final int GZIP_MAGIC_2 = 0x8B;
  private static final int MARK_LENGTH = 3;
  private static final int SAMPLE_LENGTH = 8;
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final Charset encoding;
  private final BufferedReader reader;
  private final String start;

  private TextFile(Path path, Charset encoding, BufferedReader reader) throws IOException {
    this.path = path;
    this.encoding = encoding;
    this.reader = reader;
    this.start = peek(reader);
  }

  /**
   * Opens a file.
   *
   * @param encoding the encoding of a file without a byte order mark; UTF-8 if empty
   * @throws MeterlineException if it is no file or cannot be read, or is in UTF-16 without a mark and the encoding is not given
   */
  public static TextFile open(Path path, Optional<Charset> encoding) {
    if (Files.notExists(path)) {
      throw new MeterlineException(path + ": there is no such file");
    }
    if (Files.isDirectory(path)) {
      throw new MeterlineException(path + ": is a folder; name a file");
    }
    try {
      // Not with Files.newInputStream, whose streams query a position, which a pipe lacks.
      var packed = new BufferedInputStream(new FileInputStream(path.toFile()), BUFFER);
      try {
        var bytes = unpacked(packed);
        var used = skipMark(bytes).or(() -> encoding).orElse(StandardCharsets.UTF_8);
        if (used.equals(StandardCharsets.UTF_8)) {
          refuseUtf16(path, bytes);
        }
        return new TextFile(path, used, new BufferedReader(new InputStreamReader(bytes, used), START_LENGTH));
      } catch (IOException e) {
        packed.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static BufferedInputStream unpacked(BufferedInputStream bytes) throws IOException {
    bytes.mark(2);
    var isGzip = bytes.read() == GZIP_MAGIC_1 && bytes.read() == GZIP_MAGIC_2;
    bytes.reset();
    return isGzip ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
  }

  /** Skips a byte order mark, and returns the encoding that it stands for; empty if there is none. */
  private static Optional<Charset> skipMark(BufferedInputStream bytes) throws IOException {
    bytes.mark(MARK_LENGTH);
    var mark = bytes.readNBytes(MARK_LENGTH);
    bytes.reset();
    if (startsWith(mark, 0xEF, 0xBB, 0xBF)) {
      return skip(bytes, 3, StandardCharsets.UTF_8);
    }
    if (startsWith(mark, 0xFF, 0xFE)) {
      return skip(bytes, 2, StandardCharsets.UTF_16LE);
    }
    return startsWith(mark, 0xFE, 0xFF) ? skip(bytes, 2, StandardCharsets.UTF_16BE) : Optional.empty();
  }

  /** UTF-16 without a byte order mark: every other byte of Latin letters is 0. */
  private static void refuseUtf16(Path path, BufferedInputStream bytes) throws IOException {
    bytes.mark(SAMPLE_LENGTH);
    var sample = bytes.readNBytes(SAMPLE_LENGTH);
    bytes.reset();
    var isLittle = sample.length == SAMPLE_LENGTH;
    var isBig = isLittle;
    for (var i = 0; i < sample.length; i++) {
      isLittle &= (sample[i] == 0) == (i % 2 == 1);
      isBig &= (sample[i] == 0) == (i % 2 == 0);
    }
    if (isLittle || isBig) {
      throw new MeterlineException(
          path + ": is in UTF-16 without a byte order mark; say --encoding=UTF-16" + (isLittle ? "LE" : "BE"));
    }
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    for (var i = 0; i < expected.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Charset> skip(InputStream bytes, int count, Charset encoding) throws IOException {
    bytes.skipNBytes(count);
    return Optional.of(encoding);
  }

  private static String peek(BufferedReader reader) throws IOException {
    var start = new char[START_LENGTH];
    reader.mark(START_LENGTH);
    var count = 0;
    for (var more = 0; more >= 0 && count < start.length; more = reader.read(start, count, start.length - count)) {
      count += more;
    }
    reader.reset();
    return new String(start, 0, count);
  }

  public Path path() {
    return path;
  }

  /** The encoding that is used. */
  public Charset encoding() {
    return encoding;
  }

  /** The start of the text: at most {@link #START_LENGTH} characters, less only if the text is shorter. Reading it consumes nothing. */
  public String start() {
    return start;
  }

  /** The text, to be read once. */
  public Reader reader() {
    return reader;
  }

  /** The error that a file cannot be read. */
  public static MeterlineException unreadable(Path path, IOException e) {
    var why = e instanceof LineReader.EndlessLine ? e.getMessage() + "; it is not CSV" : e.toString();
    return new MeterlineException(path + ": cannot be read: " + why, e);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
