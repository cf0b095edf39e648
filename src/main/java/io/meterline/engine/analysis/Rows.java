package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import java.util.function.Consumer;

/**
 * Takes the rows of an analysis.
 *
 * @param revision the revision that rows written now have
 * @param out where they go
 * @param overflowed is told, besides, of each of them that lacks a sum that does not fit in 64 bits
 */
public record Rows(long revision, Consumer<Row> out, Consumer<Row> overflowed) {
  /** Rows that no one asks for. */
  public static final Rows DISCARD = new Rows(0, row -> {}, row -> {});

  /** Rows that go somewhere and are not asked what they lack. */
  public Rows(long revision, Consumer<Row> out) {
    this(revision, out, row -> {});
  }

  /** Takes a row; it replaces the earlier ones of its key. */
  public void write(Row row) {
    out.accept(row);
  }

  /** Takes a row as {@link #write} does, one that lacks a sum because it does not fit in 64 bits. */
  public void writeOverflowed(Row row) {
    out.accept(row);
    overflowed.accept(row);
  }
}
