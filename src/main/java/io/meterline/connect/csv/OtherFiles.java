package io.meterline.connect.csv;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that portals hand out and that are no text of a table. */
final class OtherFiles {
  private static final int LONGEST_START = 14;

  /** What a file is and what to do, by its start in small letters. */
  private static final Map<String, String> KINDS =
      Map.of(
          "pk\u0003\u0004", "a ZIP file, as spreadsheets (.xlsx) are: unpack it, or save it as CSV",
          "<!doctype html", "a web page; download the file again",
          "<html", "a web page; download the file again",
          "%pdf-", "a PDF; get the readings as CSV");

  private OtherFiles() {}

  /** What such a file is and what to do; empty if it is none. */
  static Optional<String> kind(String text) {
    var start = text.stripLeading();
    var small = start.substring(0, Math.min(LONGEST_START, start.length())).toLowerCase(Locale.ROOT);
    return KINDS.entrySet().stream().filter(kind -> small.startsWith(kind.getKey())).map(Map.Entry::getValue).findFirst();
  }
}
