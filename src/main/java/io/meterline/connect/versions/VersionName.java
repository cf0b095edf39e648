package io.meterline.connect.versions;

import io.meterline.model.MeterlineException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names of versions. */
final class VersionName {
  /** What stands between a place of views and the name of one of its versions. */
  static final char AT = '@';

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private VersionName() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * The name, if it is one.
   *
   * @throws MeterlineException if it is not
   */
  static String checked(String name) {
    if (!isName(name)) {
      throw new MeterlineException(
          "a version is named by lower case letters, digits, dashes and dots, at most 63, a letter or digit first; not '"
              + name + "'");
    }
    return name;
  }

  /** A name that no other run draws, in the order of time. */
  static String drawn() {
    var random = new byte[4];
    new SecureRandom().nextBytes(random);
    return TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(random);
  }
}
