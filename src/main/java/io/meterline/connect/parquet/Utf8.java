package io.meterline.connect.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/** Text as Parquet holds it. */
final class Utf8 {
  /** What decoding puts in place of what is no UTF-8; it may also have been written. */
  static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The text that the bytes are, empty if they are no UTF-8. */
  static Optional<String> text(Binary binary) {
    var text = binary.toStringUsingUTF8();
    if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(binary.toByteBuffer())) {
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
