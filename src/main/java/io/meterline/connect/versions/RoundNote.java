package io.meterline.connect.versions;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The note that a round of an {@link AmendedVersion} leaves: a line {@code ROWS NAME} for each file that it has written. */
final class RoundNote {
  private RoundNote() {}

  /** Its name in the folder of the attempt. */
  static String name(int round) {
    return "round-" + round + ".files";
  }

  /**
   * Its content.
   *
   * @param rows the row counts by name; 0 for a file that has lost its rows, and so was not written
   */
  static String text(SortedMap<String, Long> rows) {
    return rows.entrySet().stream().map(file -> file.getValue() + " " + file.getKey() + "\n").collect(Collectors.joining());
  }

  /**
   * Reads it.
   *
   * @throws IOException if it is not a note
   */
  static SortedMap<String, Long> read(String text) throws IOException {
    var rows = new TreeMap<String, Long>();
    for (var line : text.lines().toList()) {
      var space = line.indexOf(' ');
      if (space < 0 || !line.substring(0, space).matches("[0-9]{1,18}")) {
        throw new IOException("'" + line + "' is not the row count and the name of a file");
      }
      rows.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
    }
    return rows;
  }
}
