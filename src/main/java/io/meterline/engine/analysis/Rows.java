package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import java.util.function.Consumer;

/**
 * The output of an analysis.
 *
 * @param revision the revision of rows written now
 * @param out receives the rows
 * @param deleted receives the last version of rows that are deleted
 * @param overflowed receives, in addition, each row with a sum that is null because it overflows 64 bits
 */
public record Rows(long revision, Consumer<Row> out, Consumer<Row> deleted, Consumer<Row> overflowed) {
  /** Discards all rows. */
  public static final Rows DISCARD = new Rows(0, row -> {});

  /** An output that ignores deletions and overflows. */
  public Rows(long revision, Consumer<Row> out) {
    this(revision, out, row -> {}, row -> {});
  }

  /** An output at the given revision. */
  public static Rows to(RowOutput out, long revision) {
    return new Rows(revision, out::row, out::deleted, out::overflowed);
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

  /**
   * Deletes a row that may have been written when it was not final, and is none now. A row of its key that is written at the same
   * revision, before or after, stays.
   */
  public void delete(Row row) {
    deleted.accept(row);
  }
}
