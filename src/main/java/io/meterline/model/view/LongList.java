package io.meterline.model.view;

import io.meterline.model.wire.WireOutput;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** An immutable list of numbers, a quarter of the size of a list of objects. */
public final class LongList extends AbstractList<Long> implements RandomAccess {
  private final long[] numbers;

  private LongList(long[] numbers) {
    this.numbers = numbers;
  }

  /** A list of a copy of the numbers. */
  public static LongList of(long... numbers) {
    return new LongList(numbers.clone());
  }

  /** A list that takes ownership of the array, which must not be modified afterwards. */
  static LongList owning(long[] numbers) {
    return new LongList(numbers);
  }

  /**
   * The list itself if it is a {@code LongList}, otherwise a copy.
   *
   * @throws IllegalArgumentException if it contains anything but {@link Long}
   */
  static LongList copyOf(List<?> list) {
    if (list instanceof LongList longs) {
      return longs;
    }
    if (!list.stream().allMatch(Long.class::isInstance)) {
      throw new IllegalArgumentException(list + " is not a list of 64-bit numbers");
    }
    return new LongList(list.stream().mapToLong(Long.class::cast).toArray());
  }

  void writeTo(WireOutput out) {
    out.writeCount(numbers.length);
    out.writeNumbers(numbers, 0, numbers.length);
  }

  @Override
  public Long get(int index) {
    return numbers[index];
  }

  /** As {@link #get}, without boxing. */
  public long number(int index) {
    return numbers[index];
  }

  @Override
  public int size() {
    return numbers.length;
  }

  @Override
  public boolean isEmpty() {
    return numbers.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongList longs ? Arrays.equals(longs.numbers, numbers) : super.equals(other);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }
}
