package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/** A column of whole numbers, of dates as days since 1970-01-01, or of timestamps as epoch milliseconds UTC. */
public final class Numbers extends Values {
  private final Column.Type type;
  private long[] numbers = new long[4];
  private int count;

  Numbers(Column.Type type) {
    this.type = type;
  }

  /** The number of a row; undefined if the row has none. */
  public long number(int row) {
    return numbers[row];
  }

  void addNumber(long number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number;
  }

  @Override
  void addValue(Object value) {
    addNumber(
        value instanceof Long number
            ? number
            : value instanceof LocalDate date
                ? date.toEpochDay()
                : value instanceof Instant time ? time.toEpochMilli() : (Integer) value);
  }

  @Override
  void addMissing() {
    // Repeat the previous number, which leaves the minimum and the maximum unchanged, and so the width of the encoding.
    addNumber(count == 0 ? 0 : numbers[count - 1]);
  }

  @Override
  Object value(int row) {
    return switch (type) {
      case INT -> (Object) Math.toIntExact(numbers[row]);
      case LONG -> (Object) numbers[row];
      case DATE -> LocalDate.ofEpochDay(numbers[row]);
      case TIMESTAMP -> Instant.ofEpochMilli(numbers[row]);
      case STRING, LONGS, BYTES -> throw new IllegalStateException(type + " is not a number");
    };
  }

  /** The number of values. */
  int count() {
    return count;
  }

  /** A copy of rows {@code from}, inclusive, to {@code to}, exclusive. */
  long[] copy(int from, int to) {
    return Arrays.copyOfRange(numbers, from, to);
  }

  @Override
  boolean isSameValue(int row, int other) {
    return numbers[row] == numbers[other];
  }

  @Override
  void append(Values more) {
    var other = (Numbers) more;
    append(other, 0, other.count);
  }

  /** Appends rows {@code from}, inclusive, to {@code to}, exclusive, of the same column of another table. */
  void append(Numbers other, int from, int to) {
    var end = count + to - from;
    if (end > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(end, 2 * count));
    }
    System.arraycopy(other.numbers, from, numbers, count, to - from);
    count = end;
  }

  @Override
  Values select(int[] rows) {
    var some = new Numbers(type);
    some.numbers = new long[rows.length];
    some.count = rows.length;
    for (var i = 0; i < rows.length; i++) {
      some.numbers[i] = numbers[rows[i]];
    }
    return some;
  }

  @Override
  void writeValues(WireOutput out) {
    out.writeNumbers(numbers, 0, count);
  }

  @Override
  void readValues(int rows, WireInput in) {
    numbers = in.readNumbers(rows);
    count = rows;
  }

  @Override
  Ranks valueRanks() {
    var sorted = Arrays.copyOf(numbers, count);
    Arrays.sort(sorted);
    var distinct = 0;
    for (var i = 0; i < count; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    var ranks = new int[count];
    for (var i = 0; i < count; i++) {
      ranks[i] = 1 + Arrays.binarySearch(sorted, 0, distinct, numbers[i]);
    }
    return new Ranks(ranks, distinct);
  }
}
