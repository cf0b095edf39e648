package io.meterline.connect.formats.portal;

import io.meterline.connect.csv.CsvShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Follows the rows of a file of Enedis that say what other rows are. */
final class EnedisSections {
  private static final CsvShape ANY = new CsvShape(';', 0);

  private Optional<Heading> names = Optional.empty();

  /** The first cell of the last row of values that has letters there: a row that begins with it has values too. */
  private String firstOfValues = "";

  private Map<String, String> preamble = Map.of();
  private EnedisSection current = EnedisSection.of(Heading.of(new String[] {"horodate", "valeur"}, ANY), Map.of()).orElseThrow();

  /** What the next rows are: another object for each heading. */
  EnedisSection current() {
    return current;
  }

  /** Whether a row says what other rows are. If so, it is remembered. */
  boolean isAboutRows(String[] cells) {
    if (names.isPresent()) {
      preamble = new HashMap<>();
      names.get().columns().forEach((name, column) -> preamble.put(name, Cells.text(cells, OptionalInt.of(column))));
      names = Optional.empty();
      return true;
    }
    var first = cells[0].strip();
    if (first.isEmpty() || first.equals(firstOfValues) || !Character.isLetter(first.codePointAt(0))) {
      return false;
    }
    var heading = Heading.of(cells, ANY);
    var found = EnedisSection.of(heading, preamble);
    if (found.isPresent()) {
      current = found.get();
      return true;
    }
    if (heading.has(EnedisSection.PRM)) {
      addPreamble(heading, cells);
      return true;
    }
    firstOfValues = first;
    return false;
  }

  /** Names in one row and values in the next, or names and values in turn. */
  private void addPreamble(Heading heading, String[] cells) {
    if (cells.length < 2 || !isNumber(cells[1])) {
      names = Optional.of(heading);
      return;
    }
    preamble = new HashMap<>();
    for (var i = 0; i + 1 < cells.length; i += 2) {
      preamble.put(Heading.plain(cells[i]), Cells.text(cells, OptionalInt.of(i + 1)));
    }
  }

  private static boolean isNumber(String cell) {
    return !cell.isBlank() && cell.strip().chars().allMatch(c -> Character.isDigit(c) || c == '=' || c == '"');
  }
}
