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
 * Serialized rows of one group, and deletions of rows. Batched, because passing on a single row costs far more than making it.
 * They keep the order in which they were added.
 *
 * <p>Only the name of their view is written; the reader knows the view. So the set of views that a program computes does not
 * change the meaning of the bytes.
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

  /** A single row, grouped by shard. */
  public static PackedRows of(Row row) {
    var packing = new Packing(GroupKey::ofShard);
    packing.row(row);
    return packing.packed().get(0);
  }

  private static PackedRows of(GroupKey groupKey, Table table) {
    var out = new WireOutput();
    table.write(out);
    return new PackedRows(groupKey, table.size(), out.toBytes());
  }

  /** The group that all of them belong to. */
  public GroupKey groupKey() {
    return groupKey;
  }

  /** Whether they are rows of the view. */
  public boolean isOf(View view) {
    return groupKey.view().equals(view.name());
  }

  /** Their view, if it is among the given ones. */
  public Optional<View> viewIn(List<View> views) {
    return views.stream().filter(this::isOf).findFirst();
  }

  /** The number of rows, including deletions; at least one. */
  public int count() {
    return count;
  }

  /**
   * The rows as a table.
   *
   * @param view their view
   * @throws IllegalArgumentException if they are rows of another view
   */
  public Table table(View view) {
    if (!isOf(view)) {
      throw new IllegalArgumentException("rows of view " + groupKey.view() + " are not of " + view.name());
    }
    return Table.read(view, new WireInput(bytes));
  }

  /**
   * Passes on the rows and deletions, in order.
   *
   * @throws IllegalArgumentException if they are rows of another view
   */
  public void emitTo(View view, RowChanges changes) {
    table(view).emitTo(changes);
  }

  /**
   * Deletions of all of these rows.
   *
   * @param view their view
   */
  public PackedRows asDeletions(View view) {
    var deletions = new Table(view);
    table(view).rows().forEach(deletions::deleted);
    return of(groupKey, deletions);
  }

  /** Collects rows in any order, and packs those of one group together. */
  public static final class Packing implements RowChanges {
    private final Function<Row, GroupKey> grouping;
    private final Map<GroupKey, Table> open = new LinkedHashMap<>();

    /**
     * An empty packing.
     *
     * @param grouping returns the group of a row
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

    /** The rows collected, by group, in the order of the first row of each. */
    public List<PackedRows> packed() {
      var packed = new ArrayList<PackedRows>(open.size());
      open.forEach((key, table) -> packed.add(PackedRows.of(key, table)));
      return packed;
    }

    /** Outputs the rows collected since the last flush. */
    public void flush(Consumer<PackedRows> out) {
      packed().forEach(out);
      open.clear();
    }
  }

  /** The wire format: a version; the group, with the name of its view; the count; the rows column by column. */
  public record Format() implements WireFormat<PackedRows> {
    // Above any first byte of the earliest, unversioned format.
    private static final int VERSION = 17;

    @Override
    public void write(PackedRows rows, WireOutput out) {
      out.writeByte(VERSION);
      out.writeText(rows.groupKey.view());
      out.writeSigned(rows.groupKey.span());
      out.writeByte(rows.groupKey.bucket());
      out.writeText(rows.groupKey.cohort());
      out.writeCount(rows.count);
      out.writeBytes(rows.bytes);
    }

    @Override
    public PackedRows read(WireInput in) {
      in.expectVersion(VERSION);
      var groupKey = new GroupKey(in.readText(), in.readSigned(), in.readByte(), in.readText());
      return new PackedRows(groupKey, in.readCount(), in.readBytes());
    }
  }
}
