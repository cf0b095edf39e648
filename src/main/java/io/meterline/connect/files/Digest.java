package io.meterline.connect.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Short hashes of long texts. */
public final class Digest {
  private static final int BYTES = 6;

  private Digest() {}

  /** The first twelve hexadecimal digits (48 bits) of the SHA-256 of the lines. A collision is improbable. */
  public static String of(List<String> lines) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var line : lines) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
