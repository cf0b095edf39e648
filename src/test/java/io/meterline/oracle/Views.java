package io.meterline.oracle;

import io.meterline.model.view.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The output of a run in a canonical order, so that two of them are equal if their content is.
 *
 * @param rows the rows by name of their view; exactly {@link #NAMES}, with an empty list for a view without rows
 * @param rejected the rejected events; an event may occur more than once
 */
public record Views(Map<String, List<Row>> rows, List<RejectedEvent> rejected) {
  /** The views except {@code rejected}. */
  public static final List<String> NAMES = List.of("usage", "alerts", "cohorts", "comparisons");

  private static final Comparator<Row> ORDER = Comparator.comparing(Row::key).thenComparing(Row::toString);
  private static final int SHOWN = 10;

  public Views {
    var sorted = new TreeMap<String, List<Row>>();
    NAMES.forEach(name -> sorted.put(name, List.of()));
    rows.forEach(
        (name, some) -> {
          if (sorted.put(name, some.stream().sorted(ORDER).toList()) == null) {
            throw new IllegalArgumentException("there is no view " + name);
          }
        });
    rows = sorted;
    rejected = rejected.stream().sorted().toList();
  }

  /**
   * From the product's rows, of all views and in any order.
   *
   * @param rows the final rows: only the last revision of each key
   */
  public static Views of(Collection<Row> rows) {
    var byName = new HashMap<String, List<Row>>();
    var rejected = new ArrayList<RejectedEvent>();
    for (var row : rows) {
      var name = row.view().name();
      if (name.equals("rejected")) {
        rejected.add(RejectedEvent.of(row));
      } else {
        byName.computeIfAbsent(name, unused -> new ArrayList<>()).add(row);
      }
    }
    return new Views(byName, rejected);
  }

  /** The rows of one view. */
  public List<Row> of(String name) {
    return rows.get(name);
  }

  /**
   * The differences, view by view: rows only in this one with a minus, rows only in the other with a plus, rows of one key next
   * to each other. Empty if they are equal.
   */
  public String diff(Views other) {
    var text = new StringBuilder();
    for (var name : NAMES) {
      text.append(diff(name, of(name), other.of(name)));
    }
    return text.append(diff("rejected", rejected, other.rejected)).toString();
  }

  private static <T> String diff(String name, List<T> mine, List<T> theirs) {
    var removed = without(mine, theirs);
    var added = without(theirs, mine);
    if (removed.isEmpty() && added.isEmpty()) {
      return "";
    }
    var text = new StringBuilder();
    text.append("%s: %d of %d rows missing, %d of %d unexpected%n"
        .formatted(name, removed.size(), mine.size(), added.size(), theirs.size()));
    Stream.concat(removed.stream().map(row -> row + " -"), added.stream().map(row -> row + " +"))
        .sorted()
        .limit(SHOWN)
        .map(line -> "  " + line.charAt(line.length() - 1) + " " + line.substring(0, line.length() - 2))
        .forEach(line -> text.append(line).append(System.lineSeparator()));
    return text.toString();
  }

  /** The multiset difference. */
  private static <T> List<T> without(List<T> some, List<T> others) {
    var left = new HashMap<T, Integer>();
    others.forEach(other -> left.merge(other, 1, Integer::sum));
    return some.stream().filter(one -> left.merge(one, -1, Integer::sum) < 0).toList();
  }
}
