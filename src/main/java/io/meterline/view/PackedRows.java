package io.meterline.view;

import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
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
  private static final byte WRITTEN = 0;
  private static final byte DELETED = 1;

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

  /** Gives the rows, in their order. */
  public void giveTo(RowChanges taker) {
    var format = new RowFormat(place.view());
    var in = new WireInput(bytes);
    for (var i = 0; i < count; i++) {
      var fate = in.readByte();
      switch (fate) {
        case WRITTEN -> taker.row(format.read(in));
        case DELETED -> taker.deleted(format.read(in));
        default -> throw new IllegalArgumentException("no fate of a row is " + fate);
      }
    }
  }

  /** Takes rows in any order, and packs those of one place together. */
  public static final class Packing implements RowChanges {
    private final Function<Row, Place> places;
    private final Map<Place, Open> open = new LinkedHashMap<>();

    private static final class Open {
      private final WireOutput out = new WireOutput();
      private final RowFormat format;
      private int count;

      private Open(Place place) {
        format = new RowFormat(place.view());
      }
    }

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
      add(row, WRITTEN);
    }

    @Override
    public void deleted(Row row) {
      add(row, DELETED);
    }

    private void add(Row row, byte fate) {
      var rows = open.computeIfAbsent(places.apply(row), Open::new);
      rows.out.writeByte(fate);
      rows.format.write(row, rows.out);
      rows.count++;
    }

    /** The rows taken, place by place in the order of their first. */
    public List<PackedRows> packed() {
      return open.entrySet().stream()
          .map(place -> new PackedRows(place.getKey(), place.getValue().count, place.getValue().out.toBytes()))
          .toList();
    }

    /** Hands on the rows taken since it was last asked to. */
    public void flush(Consumer<PackedRows> taker) {
      packed().forEach(taker);
      open.clear();
    }
  }

  /**
   * The bytes: the place, with its view's place among those given; the count; the rows, each with whether it is deleted
   * before it.
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
