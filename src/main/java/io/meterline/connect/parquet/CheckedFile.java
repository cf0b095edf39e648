package io.meterline.connect.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A Parquet file that is verified with the {@link Checksums} in its footer as it is read, if it has any. The footer is
 * read only once, and cached.
 */
final class CheckedFile implements InputFile {
  /** The length of what follows the footer: the footer's length in four bytes, and the magic number in four. */
  private static final int TRAILER_LENGTH = 8;

  private final InputFile file;
  private final String name;
  private final long length;
  private final byte[] tail;
  private final Optional<Checksums> checksums;

  private CheckedFile(InputFile file, String name, long length, byte[] tail, Optional<Checksums> checksums) {
    this.file = file;
    this.name = name;
    this.length = length;
    this.tail = tail;
    this.checksums = checksums;
  }

  /**
   * Reads the footer of a file.
   *
   * @param name the name of the file, for messages
   * @throws IOException if it cannot be read, or does not match its checksum
   */
  static CheckedFile of(InputFile file, String name) throws IOException {
    var length = file.getLength();
    var tail = tail(file, length);
    var checksums =
        tail.length > TRAILER_LENGTH
            ? checksums(Arrays.copyOf(tail, tail.length - TRAILER_LENGTH))
            : Optional.<Checksums>empty();
    return new CheckedFile(file, name, length, tail, checksums);
  }

  private static Optional<Checksums> checksums(byte[] footer) throws IOException {
    var found = Checksums.of(Util.readFileMetaData(new ByteArrayInputStream(footer)));
    // If no checksums were parsed, the footer must not contain their key either: one damaged byte may hide what follows
    // it.
    if (found.map(checksums -> !checksums.match(footer)).orElseGet(() -> Checksums.areMentionedIn(footer))) {
      throw new IOException("its footer does not match its checksum");
    }
    return found;
  }

  /** The footer and what follows it; shorter if the file has no footer. */
  private static byte[] tail(InputFile file, long length) throws IOException {
    var trailer = new byte[(int) Math.min(TRAILER_LENGTH, length)];
    try (var stream = file.newStream()) {
      stream.seek(length - trailer.length);
      stream.readFully(trailer);
      if (trailer.length < TRAILER_LENGTH) {
        return trailer;
      }
      var footer = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (footer <= 0 || footer > length - TRAILER_LENGTH) {
        return trailer;
      }
      var tail = new byte[footer + TRAILER_LENGTH];
      stream.seek(length - tail.length);
      stream.readFully(tail);
      return tail;
    }
  }

  /** Whether its footer has checksums of the whole file. */
  boolean hasChecksums() {
    return checksums.isPresent();
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    var parts = checksums.map(Checksums::parts).orElse(List.of());
    return new CheckedStream(file.newStream(), parts, length - tail.length, tail);
  }

  @Override
  public String toString() {
    return name;
  }
}
