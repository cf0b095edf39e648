package io.meterline.view;

import io.meterline.time.DateWindow;
import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A row on its way: what tells where it belongs, and the rest as bytes, written once and read once however many steps it
 * passes. Or word that the row of a key is no more: then it carries the row that was, with the revision of its deletion.
 */
public final class PackedRow {
  private static final int SHARDS_PER_MONTH = 4;

  private final View view;
  private final Optional<LocalDate> date;
  private final int bucket;
  private final Fate fate;
  private final byte[] bytes;

  /** What is to become of the row of a key. */
  private enum Fate {
    WRITTEN,
    DELETED
  }

  private PackedRow(View view, Optional<LocalDate> date, int bucket, Fate fate, byte[] bytes) {
    this.view = view;
    this.date = date;
    this.bucket = bucket;
    this.fate = fate;
    this.bytes = bytes;
  }

  /** Packs a row. */
  public static PackedRow of(Row row) {
    return pack(row, Fate.WRITTEN);
  }

  /**
   * Packs the word that a row is no more.
   *
   * @param row the row as it was, with the revision of its deletion
   */
  public static PackedRow deletionOf(Row row) {
    return pack(row, Fate.DELETED);
  }

  private static PackedRow pack(Row row, Fate fate) {
    var out = new WireOutput();
    new RowFormat(row.view()).write(row, out);
    var bucket = Math.floorMod(row.key().hashCode(), SHARDS_PER_MONTH);
    return new PackedRow(row.view(), row.find(row.view().datedBy()).map(PackedRow::dateOf), bucket, fate, out.toBytes());
  }

  private static LocalDate dateOf(Object dateOrInstant) {
    return dateOrInstant instanceof LocalDate date ? date : ((Instant) dateOrInstant).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Whether the row of this key is no more. */
  public boolean isDeleted() {
    return fate == Fate.DELETED;
  }

  /** The row; if it is no more, as it was. */
  public Row unpack() {
    return new RowFormat(view).read(new WireInput(bytes));
  }

  public View view() {
    return view;
  }

  /** The date that places it in time, UTC where its view is dated by a timestamp; empty if that is not known. */
  public Optional<LocalDate> date() {
    return date;
  }

  /** Whether the window has it. Rows of a list are not windowed. */
  public boolean isWithin(DateWindow window) {
    return switch (view.retention()) {
      case ALL -> true;
      case LAST -> date.map(window::contains).orElse(true);
    };
  }

  /**
   * The part of its view that it belongs to, such as {@code 2013-06-2}: its month and a bucket by its key. It depends on
   * the row's key and place in time alone, and keeps a shard small however long the log.
   */
  public String shard() {
    return date.map(day -> YearMonth.from(day).toString()).orElse("undated") + "-" + bucket;
  }

  /**
   * The bytes: the place of the view among those given, the date with a byte before it, the bucket, whether
   * it is deleted, the row.
   *
   * @param views the views that rows are of; a new one is added at the end
   */
  public record Format(List<View> views) implements WireFormat<PackedRow> {
    @Override
    public void write(PackedRow row, WireOutput out) {
      out.writeByte(views.indexOf(row.view));
      out.writeFlag(row.date.isPresent());
      row.date.ifPresent(date -> out.writeSigned(date.toEpochDay()));
      out.writeByte(row.bucket);
      out.writeFlag(row.isDeleted());
      out.writeBytes(row.bytes);
    }

    @Override
    public PackedRow read(WireInput in) {
      var view = views.get(in.readByte());
      var date = in.readFlag() ? Optional.of(LocalDate.ofEpochDay(in.readSigned())) : Optional.<LocalDate>empty();
      var bucket = in.readByte();
      return new PackedRow(view, date, bucket, in.readFlag() ? Fate.DELETED : Fate.WRITTEN, in.readBytes());
    }
  }
}
