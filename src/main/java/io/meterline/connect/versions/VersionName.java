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
  /** Separates the location of views from the name of a version, as in {@code VIEWS@NAME}. */
  static final char AT = '@';

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private VersionName() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * The name, if it is valid.
   *
   * @throws MeterlineException if it is not valid
   */
  static String checked(String name) {
    if (!isName(name)) {
      throw new MeterlineException(
          "a version name has at most 63 lower-case letters, digits, dashes and dots, a letter or digit first; not '"
              + name + "'");
    }
    return name;
  }

  /** A new unique name. Names sort by the second in which they were generated. */
  static String generated() {
    var random = new byte[4];
    new SecureRandom().nextBytes(random);
    return TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(random);
  }
}
