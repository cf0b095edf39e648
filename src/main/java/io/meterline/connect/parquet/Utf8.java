package io.meterline.connect.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/** Decodes UTF-8 in Parquet. */
final class Utf8 {
  /** The character that replaces malformed UTF-8 when it is decoded. Valid UTF-8 may contain it, too. */
  static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The text; empty if the bytes are not UTF-8. */
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
