package io.meterline.connect.csv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The columns of a CSV file by name. Names that are blank name no column. */
final class CsvHeader {
  private final List<String> cells;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final Set<String> repeated = new TreeSet<>();

  private CsvHeader(List<String> cells) {
    this.cells = cells;
    for (var i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty() && columns.putIfAbsent(cells.get(i), i) != null) {
        repeated.add(cells.get(i));
      }
    }
  }

  /** A header row. */
  static CsvHeader of(String[] cells) {
    return new CsvHeader(IntStream.range(0, cells.length).mapToObj(i -> CsvRow.strip(cells[i])).toList());
  }

  /** Columns named 1, 2 and so on. */
  static CsvHeader numbered(int count) {
    return new CsvHeader(IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList());
  }

  /** The number of cells of a row. */
  int width() {
    return cells.size();
  }

  /** The index of each column that has a name, by name. */
  Map<String, Integer> columns() {
    return columns;
  }

  /** The name of a column as in the file. */
  String inFile(int index) {
    return cells.get(index);
  }

  /** Whether a row is this header again. */
  boolean isAgain(String[] row) {
    return row.length == cells.size() && IntStream.range(0, row.length).allMatch(i -> CsvRow.strip(row[i]).equals(cells.get(i)));
  }

  /** Gives a column another name; returns whether there is such a column. What had the name before loses it. */
  boolean rename(String column, String name) {
    var found = columns.containsKey(column) ? Optional.of(column) : alike(column, Set.of());
    found.ifPresent(
        old -> {
          var index = columns.remove(old);
          if (repeated.remove(old)) {
            repeated.add(name);
          }
          columns.put(name, index);
        });
    return found.isPresent();
  }

  /** Finds known columns whose names are written with other cases, or with spaces or hyphens for underscores. */
  void adopt(Collection<String> known) {
    for (var name : known) {
      if (!columns.containsKey(name)) {
        alike(name, known).ifPresent(found -> rename(found, name));
      }
    }
  }

  private Optional<String> alike(String name, Collection<String> known) {
    var found = columns.keySet().stream().filter(other -> !known.contains(other) && plain(other).equals(plain(name))).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
  }

  /** What is wrong: required columns that are missing, with the name that may be meant, and known ones that are there twice. */
  List<String> faults(Collection<String> required, Collection<String> known) {
    var faults = new ArrayList<String>();
    for (var name : required) {
      if (!columns.containsKey(name)) {
        faults.add("no column '" + name + "'" + nearest(name, known).map(near -> " (is '" + near + "' meant?)").orElse(""));
      }
    }
    repeated.stream().filter(known::contains).forEach(name -> faults.add("the column '" + name + "' twice"));
    return faults;
  }

  /** The columns that are there twice. */
  Set<String> repeated() {
    return repeated;
  }

  /** The column that is not known and whose name differs least; empty if none differs by less than about half. */
  Optional<String> nearest(String name, Collection<String> known) {
    var best = Optional.<String>empty();
    var least = Math.max(1, name.length() / 2) + 1;
    for (var other : columns.keySet()) {
      var distance = known.contains(other) ? least : distance(plain(other), name);
      if (distance < least) {
        best = Optional.of(other);
        least = distance;
      }
    }
    return best;
  }

  /** How many letters must be added, removed or replaced. */
  private static int distance(String one, String two) {
    if (Math.abs(one.length() - two.length()) > two.length()) {
      return two.length();
    }
    var last = IntStream.rangeClosed(0, two.length()).toArray();
    for (var i = 1; i <= one.length(); i++) {
      var row = new int[two.length() + 1];
      row[0] = i;
      for (var j = 1; j <= two.length(); j++) {
        var replaced = last[j - 1] + (one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
      }
      last = row;
    }
    return last[two.length()];
  }
}
