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
 * A Parquet file whose bytes are held against the {@link Checksums} in its footer as they are read, if it has any. The
 * footer is read once, whoever asks for it again.
 */
final class CheckedFile implements InputFile {
  /** The footer is followed by its length and a word of four letters. */
  private static final int BEHIND_FOOTER = 8;

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
   * @param name what to call the file in messages
   * @throws IOException if it cannot be read, or is not as it was written
   */
  static CheckedFile of(InputFile file, String name) throws IOException {
    var length = file.getLength();
    var tail = tail(file, length);
    var checksums =
        tail.length > BEHIND_FOOTER
            ? checksums(Arrays.copyOf(tail, tail.length - BEHIND_FOOTER))
            : Optional.<Checksums>empty();
    return new CheckedFile(file, name, length, tail, checksums);
  }

  private static Optional<Checksums> checksums(byte[] footer) throws IOException {
    var found = Checksums.of(Util.readFileMetaData(new ByteArrayInputStream(footer)));
    // Where one byte leads astray, what follows it may not be found.
    if (found.map(checksums -> !checksums.fit(footer)).orElseGet(() -> Checksums.areNamedIn(footer))) {
      throw new IOException("its footer is not as it was written");
    }
    return found;
  }

  /** The footer and what is behind it; less of a file that has none. */
  private static byte[] tail(InputFile file, long length) throws IOException {
    var behind = new byte[(int) Math.min(BEHIND_FOOTER, length)];
    try (var stream = file.newStream()) {
      stream.seek(length - behind.length);
      stream.readFully(behind);
      if (behind.length < BEHIND_FOOTER) {
        return behind;
      }
      var footer = ByteBuffer.wrap(behind).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (footer <= 0 || footer > length - BEHIND_FOOTER) {
        return behind;
      }
      var tail = new byte[footer + BEHIND_FOOTER];
      stream.seek(length - tail.length);
      stream.readFully(tail);
      return tail;
    }
  }

  /** Whether its writer put checksums of all of it into its footer. */
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
