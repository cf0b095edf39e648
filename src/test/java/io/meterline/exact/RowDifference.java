package io.meterline.exact;

import io.meterline.model.view.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rows of one key in two runs, where they differ.
 *
 * @param now the row under {@code known=now}, if any
 * @param then the row under {@code known=then}, if any
 */
record RowDifference(Optional<Row> now, Optional<Row> then) {
  static List<RowDifference> between(List<Row> now, List<Row> then) {
    var left = new HashMap<Object, Row>();
    var right = new HashMap<Object, Row>();
    now.forEach(row -> left.put(row.key(), row));
    then.forEach(row -> right.put(row.key(), row));
    var differing = new ArrayList<RowDifference>();
    for (var key : new TreeSet<>(Stream.concat(now.stream(), then.stream()).map(Row::key).toList())) {
      var pair = new RowDifference(Optional.ofNullable(left.get(key)), Optional.ofNullable(right.get(key)));
      if (!pair.now.equals(pair.then)) {
        differing.add(pair);
      }
    }
    return differing;
  }

  /** The rows, one or two. */
  List<Row> rows() {
    return Stream.concat(now.stream(), then.stream()).toList();
  }

  boolean isInBoth() {
    return now.isPresent() && then.isPresent();
  }
}
