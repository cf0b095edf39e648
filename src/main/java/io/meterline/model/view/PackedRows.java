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
  private final Place place;
  private final int count;
  private final byte[] bytes;

  private PackedRows(Place place, int count, byte[] bytes) {
    this.place = place;
    this.count = count;
    this.bytes = bytes;
  }

  /** One row of a shard. */
  public static PackedRows of(Row row) {
    var packing = new Packing(Place::ofShard);
    packing.row(row);
    return packing.packed().get(0);
  }

  private static PackedRows of(Place place, Table table) {
    var out = new WireOutput();
    table.write(out);
    return new PackedRows(place, table.size(), out.toBytes());
  }

  /** The place of them all. */
  public Place place() {
    return place;
  }

  /** Whether they are rows of a view. */
  public boolean isOf(View view) {
    return place.view().equals(view.name());
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
      throw new IllegalArgumentException("rows of view " + place.view() + " are not of " + view.name());
    }
    return Table.read(view, new WireInput(bytes));
  }

  /** Gives the rows, in their order; otherwise as {@link #table}. */
  public void giveTo(View view, RowChanges taker) {
    table(view).giveTo(taker);
  }

  /** Takes rows in any order, and packs those of one place together. */
  public static final class Packing implements RowChanges {
    private final Function<Row, Place> places;
    private final Map<Place, Table> open = new LinkedHashMap<>();

    /**
     * Nothing packed yet.
     *
     * @param places tells where a row belongs
     */
    public Packing(Function<Row, Place> places) {
      this.places = places;
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
      return open.computeIfAbsent(places.apply(row), place -> new Table(row.view()));
    }

    /** The rows taken, place by place in the order of their first. */
    public List<PackedRows> packed() {
      var packed = new ArrayList<PackedRows>(open.size());
      open.forEach((place, table) -> packed.add(PackedRows.of(place, table)));
      return packed;
    }

    /** Hands on the rows taken since it was last asked to. */
    public void flush(Consumer<PackedRows> taker) {
      packed().forEach(taker);
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
      out.writeText(rows.place.view());
      out.writeSigned(rows.place.span());
      out.writeByte(rows.place.bucket());
      out.writeCount(rows.count);
      out.writeBytes(rows.bytes);
    }

    @Override
    public PackedRows read(WireInput in) {
      in.expectVersion(VERSION);
      var place = new Place(in.readText(), in.readSigned(), in.readByte());
      return new PackedRows(place, in.readCount(), in.readBytes());
    }
  }
}
