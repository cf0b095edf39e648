package io.meterline.connect.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;

/**
 * What tells a damaged Parquet file from a whole one: the CRC-32C of its footer and of every part before it, kept in the
 * footer under {@link #KEY}. Parquet's own checksums are of the values in a page alone, so that a flipped bit in the header
 * of a page or in the footer would pass. Other readers pass over the key.
 *
 * @param footer the checksum of the footer with zeros in the place of this one
 * @param parts the parts of the file from its first byte on, one behind the other
 */
record Checksums(int footer, List<Part> parts) {
  static final String KEY = "meterline.checksums";

  private static final String START = "crc32c ";
  private static final HexFormat HEX = HexFormat.of();
  private static final int RADIX = 16;

  /**
   * A part of a file.
   *
   * @param bytes its length
   * @param checksum the CRC-32C of its bytes
   */
  record Part(long bytes, int checksum) {}

  /** Puts checksums with zeros for that of the footer into a footer. */
  static void put(FileMetaData metadata, List<Part> parts) {
    if (metadata.isSetKey_value_metadata()) {
      metadata.getKey_value_metadata().removeIf(entry -> KEY.equals(entry.getKey()));
    }
    metadata.addToKey_value_metadata(new KeyValue(KEY).setValue(new Checksums(0, parts).text()));
  }

  /** Puts the checksum of a footer into it, in the place of the zeros that {@link #put} left. */
  static void seal(byte[] footer) {
    var sum = HEX.toHexDigits(sum(footer)).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(sum, 0, footer, place(footer, 0), sum.length);
  }

  /** The checksums in a footer, if its writer put some there. */
  static Optional<Checksums> of(FileMetaData metadata) {
    return Optional.ofNullable(metadata.getKey_value_metadata()).stream()
        .flatMap(List::stream)
        .filter(entry -> KEY.equals(entry.getKey()))
        .map(entry -> parse(entry.getValue()))
        .findFirst();
  }

  /** Whether the bytes of a footer have the key anywhere. */
  static boolean areNamedIn(byte[] footer) {
    return new String(footer, StandardCharsets.ISO_8859_1).contains(KEY);
  }

  /** Whether the bytes of the footer are those that were written. */
  boolean fit(byte[] bytes) {
    var place = place(bytes, footer);
    if (place < 0) {
      return false;
    }
    var unsealed = bytes.clone();
    var zeros = HEX.toHexDigits(0).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(zeros, 0, unsealed, place, zeros.length);
    return sum(unsealed) == footer;
  }

  private String text() {
    var text = new StringBuilder(START).append(HEX.toHexDigits(footer));
    parts.forEach(part -> text.append(' ').append(Long.toHexString(part.bytes)).append(':').append(HEX.toHexDigits(part.checksum)));
    return text.toString();
  }

  /** Anything but what {@link #text} gives is an {@link IllegalArgumentException}. */
  private static Checksums parse(String text) {
    var words = text.split(" ");
    if (!text.startsWith(START) || words.length < 2) {
      throw new IllegalArgumentException("its checksums cannot be read");
    }
    var parts = new ArrayList<Part>();
    for (var word : List.of(words).subList(2, words.length)) {
      var colon = word.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("its checksums cannot be read");
      }
      parts.add(new Part(Long.parseLong(word.substring(0, colon), RADIX), HexFormat.fromHexDigits(word.substring(colon + 1))));
    }
    return new Checksums(HexFormat.fromHexDigits(words[1]), parts);
  }

  private static int sum(byte[] bytes) {
    var sum = new CRC32C();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  /** Where in a footer its own checksum is, negative if it is not there. Anything like it in statistics is further ahead. */
  private static int place(byte[] footer, int sum) {
    var text = new String(footer, StandardCharsets.ISO_8859_1);
    var found = text.lastIndexOf(START + HEX.toHexDigits(sum));
    return found < 0 ? found : found + START.length();
  }
}
