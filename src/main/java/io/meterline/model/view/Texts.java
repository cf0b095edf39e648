package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary-encoded column of texts: the distinct texts, in order of first occurrence, and for each row the id of its text.
 */
public final class Texts extends Values {
  private static final int UNKNOWN = -1;
  /** Up to this many texts, a linear search is faster than building a map. Most tables in transit have fewer. */
  private static final int FEW = 8;

  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> idsByText = new HashMap<>();
  private int[] ids = new int[4];
  private int count;

  /** The distinct texts, as an unmodifiable list. */
  public List<String> distinct() {
    return Collections.unmodifiableList(texts);
  }

  /** The index in {@link #distinct} of the text of a row; undefined if the row has none. */
  public int id(int row) {
    return ids[row];
  }

  private int idOf(String text) {
    // Rows of a device are adjacent, so the text is often that of the previous row.
    if (count > 0 && !texts.isEmpty() && texts.get(ids[count - 1]).equals(text)) {
      return ids[count - 1];
    }
    var known = texts.size() <= FEW ? texts.indexOf(text) : idsByText().getOrDefault(text, UNKNOWN);
    if (known != UNKNOWN) {
      return known;
    }
    texts.add(text);
    return texts.size() - 1;
  }

  /** The ids of all texts. The map is built lazily: texts added since the last call are added now. */
  private Map<String, Integer> idsByText() {
    for (var id = idsByText.size(); id < texts.size(); id++) {
      idsByText.put(texts.get(id), id);
    }
    return idsByText;
  }

  private void addId(int id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
  }

  @Override
  void addValue(Object value) {
    addId(idOf((String) value));
  }

  @Override
  void addMissing() {
    addId(0);
  }

  @Override
  Object value(int row) {
    return texts.get(ids[row]);
  }

  @Override
  boolean isSameValue(int row, int other) {
    return ids[row] == ids[other];
  }

  @Override
  void append(Values more) {
    var other = (Texts) more;
    var known = new int[other.texts.size()];
    for (var id = 0; id < known.length; id++) {
      known[id] = idOf(other.texts.get(id));
    }
    if (count + other.count > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(count + other.count, 2 * count));
    }
    for (var i = 0; i < other.count; i++) {
      ids[count++] = known.length == 0 ? 0 : known[other.ids[i]];
    }
  }

  @Override
  Values select(int[] rows) {
    var some = new Texts();
    some.ids = new int[rows.length];
    var known = new int[texts.size()];
    Arrays.fill(known, UNKNOWN);
    for (var row : rows) {
      if (!has(row)) {
        some.addId(0);
        continue;
      }
      var id = ids[row];
      if (known[id] == UNKNOWN) {
        known[id] = some.idOf(texts.get(id));
      }
      some.addId(known[id]);
    }
    return some;
  }

  @Override
  void writeValues(WireOutput out) {
    out.writeCount(texts.size());
    texts.forEach(out::writeText);
    if (texts.size() > 1) {
      out.writeNumbers(Arrays.stream(ids, 0, count).asLongStream().toArray(), 0, count);
    }
  }

  @Override
  void readValues(int rows, WireInput in) {
    for (var left = in.readCount(); left > 0; left--) {
      texts.add(in.readText());
    }
    ids = new int[rows];
    count = rows;
    if (texts.size() > 1) {
      var read = in.readNumbers(rows);
      for (var i = 0; i < rows; i++) {
        ids[i] = Math.toIntExact(read[i]);
      }
    }
  }

  @Override
  Ranks valueRanks() {
    var sorted = texts.toArray(String[]::new);
    Arrays.sort(sorted);
    var rankOf = texts.stream().mapToInt(text -> 1 + Arrays.binarySearch(sorted, text)).toArray();
    var ranks = new int[count];
    for (var i = 0; i < count; i++) {
      ranks[i] = rankOf.length == 0 ? 0 : rankOf[ids[i]];
    }
    return new Ranks(ranks, sorted.length);
  }
}
