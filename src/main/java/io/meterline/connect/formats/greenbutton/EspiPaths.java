package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.MeterReading;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The paths of links of ESPI: without scheme, host, query, fragment, percent signs, and slashes at their ends. */
final class EspiPaths {
  private static final Pattern HOST = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*");
  private static final Pattern AFTER = Pattern.compile("[?#].*$", Pattern.DOTALL);
  private static final Pattern SLASHES = Pattern.compile("^/+|/+$");
  private static final Pattern RESOURCE = Pattern.compile("(?:^|/)((?:UsagePoint|MeterReading|ReadingType|IntervalBlock)(?:/.*)?)$");

  private EspiPaths() {}

  /** The path of a link. */
  static String of(String href) {
    var path = HOST.matcher(AFTER.matcher(href.strip()).replaceFirst("")).replaceFirst("");
    return decoded(SLASHES.matcher(path).replaceAll(""));
  }

  private static String decoded(String path) {
    try {
      return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  /** A path from its first resource on, such as {@code UsagePoint/1/MeterReading/2}: links of a file may differ in what is before. */
  static String shortened(String path) {
    var resource = RESOURCE.matcher(path);
    return resource.find() ? resource.group(1) : path;
  }

  /** The part of a path before a resource, such as that before {@code /IntervalBlock/3}; empty if the path has no such part. */
  static String before(String path, String resource) {
    var index = ("/" + path + "/").indexOf("/" + resource + "/");
    return index < 1 ? "" : path.substring(0, index - 1);
  }

  /** The last part of a path. */
  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
