package io.meterline.parquet;

import java.util.AbstractList;
import java.util.RandomAccess;

/** An immutable list of numbers that takes a quarter of the memory of one of objects. */
final class LongList extends AbstractList<Long> implements RandomAccess {
  private final long[] numbers;

  /** Takes over the numbers, which must not change any more. */
  LongList(long[] numbers) {
    this.numbers = numbers;
  }

  @Override
  public Long get(int index) {
    return numbers[index];
  }

  @Override
  public int size() {
    return numbers.length;
  }
}
