package io.meterline.connect.formats.portal;

import io.meterline.connect.csv.CsvShape;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A row that names columns. Names are compared without regard to case, accents, spaces around and between words, and quotes; a character
 * that could not be decoded equals any.
 *
 * @param shape how the file is written, with the lines before the heading
 * @param columns the index of each column, by its name in the form in which names are compared
 */
record Heading(CsvShape shape, Map<String, Integer> columns) {
  private static final List<Character> DELIMITERS = List.of(';', ',', '\t', '|');
  private static final char UNDECODABLE = '\uFFFD';
  private static final int MAX_LINES = 60;

  /** The first row at the start of a file that is a heading. */
  static Optional<Heading> find(String start, Predicate<Heading> isHeading) {
    var lines = start.lines().limit(MAX_LINES).toList();
    for (var i = 0; i < lines.size(); i++) {
      for (var delimiter : DELIMITERS) {
        var line = lines.get(i);
        if (line.indexOf(delimiter) >= 0) {
          var heading = of(line.split(Pattern.quote(String.valueOf(delimiter)), -1), new CsvShape(delimiter, i));
          if (isHeading.test(heading)) {
            return Optional.of(heading);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The heading with the given cells. Of two columns with one name, the first counts. */
  static Heading of(String[] cells, CsvShape shape) {
    var columns = new HashMap<String, Integer>();
    for (var i = 0; i < cells.length; i++) {
      columns.putIfAbsent(plain(cells[i]), i);
    }
    return new Heading(shape, Map.copyOf(columns));
  }

  /** The form in which names are compared. */
  static String plain(String name) {
    var bare = name.replace('"', ' ').replace('\uFEFF', ' ').strip().replaceAll("\\s+", " ");
    return Normalizer.normalize(bare, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
  }

  /** The index of the first column that has one of the names; empty if none has. */
  OptionalInt index(String... names) {
    for (var name : names) {
      for (var column : columns.entrySet()) {
        if (isSame(name, column.getKey())) {
          return OptionalInt.of(column.getValue());
        }
      }
    }
    return OptionalInt.empty();
  }

  /** The index of a column whose name begins with a text, the first of them; empty if there is none. */
  OptionalInt beginning(String start) {
    return columns.entrySet().stream().filter(column -> column.getKey().startsWith(start)).mapToInt(Map.Entry::getValue).min();
  }

  /** Whether it has a column with one of the names. */
  boolean has(String... names) {
    return index(names).isPresent();
  }

  private static boolean isSame(String name, String column) {
    if (name.length() != column.length()) {
      return false;
    }
    for (var i = 0; i < name.length(); i++) {
      if (column.charAt(i) != name.charAt(i) && column.charAt(i) != UNDECODABLE) {
        return false;
      }
    }
    return true;
  }
}
