package io.meterline.app.users;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A salted hash of a password: PBKDF2 with HMAC-SHA-256 (RFC 8018). Its text holds its parameters, so hashes made with fewer
 * iterations stay valid when new ones are made with more.
 *
 * <p>A password is hashed in Unicode normalization form KC, so it does not matter which keyboard typed it (NIST SP 800-63B, 5.1.1.2).
 * Neither {@link #toString()} nor any error shows a hash.
 */
public final class PasswordHash {
  /** The iterations of new hashes: the recommendation of OWASP's Password Storage Cheat Sheet for PBKDF2-HMAC-SHA256. */
  public static final int ITERATIONS = 600_000;

  private static final int MOST_ITERATIONS = 100_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** The form of PHC strings: {@code $pbkdf2-sha256$i=600000$SALT$HASH}, in Base64 without padding. */
  private static final Pattern TEXT =
      Pattern.compile("\\$pbkdf2-sha256\\$i=([1-9][0-9]{0,8})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a password with a new salt and {@link #ITERATIONS}. */
  public static PasswordHash of(String password) {
    return of(password, ITERATIONS);
  }

  /**
   * Hashes a password with a new salt.
   *
   * @param iterations 1 to 100 million
   */
  static PasswordHash of(String password, int iterations) {
    var salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(iterations, salt, derive(password, salt, iterations));
  }

  /** The hash with a text; empty if it is no such text. */
  static Optional<PasswordHash> parse(String text) {
    var parts = TEXT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) > MOST_ITERATIONS) {
      return Optional.empty();
    }
    try {
      var decoder = Base64.getDecoder();
      return Optional.of(
          new PasswordHash(Integer.parseInt(parts.group(1)), decoder.decode(parts.group(2)), decoder.decode(parts.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text of a users file. */
  String text() {
    var encoder = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha256$i=" + iterations + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
  }

  /** How many iterations a check takes. */
  int iterations() {
    return iterations;
  }

  /** Whether this is the hash of a password. The time it takes depends on the number of iterations alone. */
  boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, salt, iterations));
  }

  /** Takes the time of a number of iterations, 0 or more. */
  static void spend(String password, int iterations) {
    if (iterations > 0) {
      derive(password, new byte[SALT_BYTES], iterations);
    }
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    var characters = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
    var key = new PBEKeySpec(characters, salt, iterations, HASH_BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no PBKDF2WithHmacSHA256", e);
    } finally {
      key.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that
        && iterations == that.iterations
        && Arrays.equals(salt, that.salt)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /** Shows nothing of the hash. */
  @Override
  public String toString() {
    return "PasswordHash with " + iterations + " iterations";
  }
}
