package io.meterline.model.view;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Rows of one place on their way together, and word of rows that are no more: a row alone costs far more to pass on than to
 * make. They keep the order in which they were given.
 *
 * <p>Their view goes with them by its name alone: who reads them knows the view. So whatever the program computes, now or when
 * they were written, does not change what their bytes mean.
 */
public final class PackedRows {
  private final GroupKey groupKey;
  private final int count;
  private final byte[] bytes;

  private PackedRows(GroupKey groupKey, int count, byte[] bytes) {
    this.groupKey = groupKey;
    this.count = count;
    this.bytes = bytes;
  }

  /** One row of a shard. */
  public static PackedRows of(PackedRow row) {
    var packing = new Packing(GroupKey::ofShard);
    row.emitTo(packing);
    return packing.packed().get(0);
  }

  private static PackedRows of(GroupKey groupKey, Table table) {
    var out = new WireOutput();
    table.write(out);
    return new PackedRows(groupKey, table.size(), out.toBytes());
  }

  /** The place of them all. */
  public GroupKey groupKey() {
    return groupKey;
  }

  /** Whether they are rows of a view. */
  public boolean isOf(View view) {
    return groupKey.view().equals(view.name());
  }

  /** The view that they are rows of, if it is among the given ones. */
  public Optional<View> viewIn(List<View> views) {
    return views.stream().filter(this::isOf).findFirst();
  }

  /** How many there are, at least one. */
  public int count() {
    return count;
  }

  /**
   * The rows, column by column.
   *
   * @param view their view
   * @throws IllegalArgumentException if they are of another
   */
  public Table table(View view) {
    if (!isOf(view)) {
      throw new IllegalArgumentException("rows of view " + groupKey.view() + " are not of " + view.name());
    }
    return Table.read(view, new WireInput(bytes));
  }

  /** Gives the rows, in their order; otherwise as {@link #table}. */
  public void emitTo(View view, RowChanges changes) {
    table(view).emitTo(changes);
  }

  /** Takes rows in any order, and packs those of one place together. */
  public static final class Packing implements RowChanges {
    private final Function<Row, GroupKey> grouping;
    private final Map<GroupKey, Table> open = new LinkedHashMap<>();

    /**
     * Nothing packed yet.
     *
     * @param places tells where a row belongs
     */
    public Packing(Function<Row, GroupKey> grouping) {
      this.grouping = grouping;
    }

    @Override
    public void row(Row row) {
      tableOf(row).row(row);
    }

    @Override
    public void deleted(Row row) {
      tableOf(row).deleted(row);
    }

    private Table tableOf(Row row) {
      return open.computeIfAbsent(grouping.apply(row), key -> new Table(row.view()));
    }

    /** The rows taken, place by place in the order of their first. */
    public List<PackedRows> packed() {
      var packed = new ArrayList<PackedRows>(open.size());
      open.forEach((key, table) -> packed.add(PackedRows.of(key, table)));
      return packed;
    }

    /** Hands on the rows taken since it was last asked to. */
    public void flush(Consumer<PackedRows> out) {
      packed().forEach(out);
      open.clear();
    }
  }

  /** The bytes: a version; the place, with the name of its view; the count; the rows column by column. */
  public record Format() implements WireFormat<PackedRows> {
    // Before there was one, the first byte was a small number.
    private static final int VERSION = 16;

    @Override
    public void write(PackedRows rows, WireOutput out) {
      out.writeByte(VERSION);
      out.writeText(rows.groupKey.view());
      out.writeSigned(rows.groupKey.span());
      out.writeByte(rows.groupKey.bucket());
      out.writeCount(rows.count);
      out.writeBytes(rows.bytes);
    }

    @Override
    public PackedRows read(WireInput in) {
      in.expectVersion(VERSION);
      var groupKey = new GroupKey(in.readText(), in.readSigned(), in.readByte());
      return new PackedRows(groupKey, in.readCount(), in.readBytes());
    }
  }
}
