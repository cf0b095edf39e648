package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;

/** A column of bytes. */
public final class ByteStrings extends Values {
  private static final Bytes NONE = Bytes.owning(new byte[0]);

  private final List<Bytes> values = new ArrayList<>();

  /** The bytes of a row; undefined if the row has none. */
  public Bytes bytes(int row) {
    return values.get(row);
  }

  @Override
  void addValue(Object value) {
    values.add((Bytes) value);
  }

  @Override
  void addMissing() {
    values.add(NONE);
  }

  @Override
  Object value(int row) {
    return values.get(row);
  }

  @Override
  boolean isSameValue(int row, int other) {
    return values.get(row).equals(values.get(other));
  }

  @Override
  void append(Values more) {
    values.addAll(((ByteStrings) more).values);
  }

  @Override
  Values select(int[] rows) {
    var some = new ByteStrings();
    for (var row : rows) {
      some.values.add(values.get(row));
    }
    return some;
  }

  @Override
  void writeValues(WireOutput out) {
    values.forEach(each -> out.writeBytes(each.array()));
  }

  @Override
  void readValues(int rows, WireInput in) {
    for (var row = 0; row < rows; row++) {
      values.add(Bytes.owning(in.readBytes()));
    }
  }

  @Override
  Ranks valueRanks() {
    throw new IllegalStateException("bytes cannot be ordered");
  }
}
