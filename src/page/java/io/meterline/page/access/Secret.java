package io.meterline.page.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Text that cannot be guessed. */
final class Secret {
  private static final int BYTES = 32;

  private Secret() {}

  /** 256 random bits, in characters that a cookie and a header may have. */
  static String next() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether two texts are the same, in a time that does not say where they differ. */
  static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
