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
 * Everything a run gives, in an order of its own, so that two of them are equal when their content is.
 *
 * @param rows by the name of the view, the rows; {@link #NAMES} and no others, a view without rows has an empty list
 * @param rejected what was not used, a list in which an event may come more than once
 */
public record Views(Map<String, List<Row>> rows, List<RejectedEvent> rejected) {
  /** The views that are rows; {@code rejected} is apart. */
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
   * The product's rows, of all views at once and in any order.
   *
   * @param rows as they stand when the run is done: of several revisions of one key only the last
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
   * Where the two differ, view by view: rows that only this one has with a minus, rows that only the other has with a
   * plus, rows of one key next to each other. Empty if they are equal.
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
    text.append("%s: %d of %d rows not there, %d of %d not expected%n"
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
