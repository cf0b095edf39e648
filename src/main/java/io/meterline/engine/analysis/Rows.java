package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import java.util.function.Consumer;

/**
 * The output of an analysis.
 *
 * @param revision the revision of rows written now
 * @param out receives the rows
 * @param overflowed receives, in addition, each row with a sum that is null because it overflows 64 bits
 */
public record Rows(long revision, Consumer<Row> out, Consumer<Row> overflowed) {
  /** Discards all rows. */
  public static final Rows DISCARD = new Rows(0, row -> {}, row -> {});

  /** An output that ignores overflows. */
  public Rows(long revision, Consumer<Row> out) {
    this(revision, out, row -> {});
  }

  /** Writes a row, which replaces earlier ones of its key. */
  public void write(Row row) {
    out.accept(row);
  }

  /** Writes a row like {@link #write}, and reports that a sum of it is null because it overflows 64 bits. */
  public void writeOverflowed(Row row) {
    out.accept(row);
    overflowed.accept(row);
  }
}
