package io.meterline.model.view;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Rows of one place on their way together, and word of rows that are no more: a row alone costs far more to pass on than to
 * make. They keep the order in which they were given.
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
  public static PackedRows of(PackedRow row) {
    var packing = new Packing(Place::ofShard);
    row.giveTo(packing);
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

  /** Their view. */
  public View view() {
    return place.view();
  }

  /** How many there are, at least one. */
  public int count() {
    return count;
  }

  /** The rows, column by column. */
  public Table table() {
    return Table.read(place.view(), new WireInput(bytes));
  }

  /** Gives the rows, in their order. */
  public void giveTo(RowChanges taker) {
    table().giveTo(taker);
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
      return open.computeIfAbsent(places.apply(row), place -> new Table(place.view()));
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

  /**
   * The bytes: the place, with its view's place among those given; the count; the rows column by
   * column.
   *
   * @param views the views that rows are of; a new one is added at the end
   */
  public record Format(List<View> views) implements WireFormat<PackedRows> {
    @Override
    public void write(PackedRows rows, WireOutput out) {
      out.writeByte(views.indexOf(rows.place.view()));
      out.writeSigned(rows.place.span());
      out.writeByte(rows.place.bucket());
      out.writeCount(rows.count);
      out.writeBytes(rows.bytes);
    }

    @Override
    public PackedRows read(WireInput in) {
      var place = new Place(views.get(in.readByte()), in.readSigned(), in.readByte());
      return new PackedRows(place, in.readCount(), in.readBytes());
    }
  }
}
