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
 * Checksums that detect damage anywhere in a Parquet file: the CRC-32C of its footer and of every part before it,
 * stored in the footer under {@link #KEY}. Parquet's own checksums cover only the data of pages, so they miss a flipped
 * bit in a page header or in the footer. Other readers ignore the key.
 *
 * @param footer the checksum of the footer, computed with zeros in place of itself
 * @param parts the consecutive parts of the file, from its first byte
 */
record Checksums(int footer, List<Part> parts) {
  static final String KEY = "meterline.checksums";

  private static final String START = "crc32c ";
  private static final HexFormat HEX = HexFormat.of();
  private static final int RADIX = 16;

  /**
   * A part of a file.
   *
   * @param bytes its length in bytes
   * @param checksum the CRC-32C of its bytes
   */
  record Part(long bytes, int checksum) {}

  /** Adds checksums to a footer, with zeros for that of the footer itself. */
  static void put(FileMetaData metadata, List<Part> parts) {
    if (metadata.isSetKey_value_metadata()) {
      metadata.getKey_value_metadata().removeIf(entry -> KEY.equals(entry.getKey()));
    }
    metadata.addToKey_value_metadata(new KeyValue(KEY).setValue(new Checksums(0, parts).text()));
  }

  /** Replaces the zeros that {@link #put} left with the checksum of the footer. */
  static void putFooterChecksum(byte[] footer) {
    var sum = HEX.toHexDigits(sum(footer)).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(sum, 0, footer, index(footer, 0), sum.length);
  }

  /** The checksums in a footer, if it has any. */
  static Optional<Checksums> of(FileMetaData metadata) {
    return Optional.ofNullable(metadata.getKey_value_metadata()).stream()
        .flatMap(List::stream)
        .filter(entry -> KEY.equals(entry.getKey()))
        .map(entry -> parse(entry.getValue()))
        .findFirst();
  }

  /** Whether a footer contains the key anywhere. */
  static boolean areMentionedIn(byte[] footer) {
    return new String(footer, StandardCharsets.ISO_8859_1).contains(KEY);
  }

  /** Whether the footer matches its checksum. */
  boolean match(byte[] bytes) {
    var index = index(bytes, footer);
    if (index < 0) {
      return false;
    }
    var zeroed = bytes.clone();
    var zeros = HEX.toHexDigits(0).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(zeros, 0, zeroed, index, zeros.length);
    return sum(zeroed) == footer;
  }

  private String text() {
    var text = new StringBuilder(START).append(HEX.toHexDigits(footer));
    parts.forEach(part -> text.append(' ').append(Long.toHexString(part.bytes)).append(':').append(HEX.toHexDigits(part.checksum)));
    return text.toString();
  }

  /** Parses a {@link #text}; throws an {@link IllegalArgumentException} for anything else. */
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

  /**
   * The index of the footer's own checksum in it, negative if there is none. Searched from the end, as statistics,
   * which may contain the same text, come before it.
   */
  private static int index(byte[] footer, int sum) {
    var text = new String(footer, StandardCharsets.ISO_8859_1);
    var found = text.lastIndexOf(START + HEX.toHexDigits(sum));
    return found < 0 ? found : found + START.length();
  }
}
