package io.meterline.model.view;

import io.meterline.model.wire.WireOutput;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** An immutable list of numbers that takes a quarter of the memory of one of objects. */
public final class LongList extends AbstractList<Long> implements RandomAccess {
  private final long[] numbers;

  private LongList(long[] numbers) {
    this.numbers = numbers;
  }

  /** A list of a copy of the numbers. */
  public static LongList of(long... numbers) {
    return new LongList(numbers.clone());
  }

  /** A list of the numbers themselves, which nothing may change any more. */
  static LongList owning(long[] numbers) {
    return new LongList(numbers);
  }

  /**
   * The list itself if it is one of these, and else a copy.
   *
   * @throws IllegalArgumentException if it holds anything else than numbers of 64 bits
   */
  static LongList copyOf(List<?> list) {
    if (list instanceof LongList longs) {
      return longs;
    }
    if (!list.stream().allMatch(Long.class::isInstance)) {
      throw new IllegalArgumentException(list + " is not a list of numbers of 64 bits");
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

  /** As {@link #get}, without making an object. */
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
