package io.meterline.analysis;

import io.meterline.view.Row;
import java.util.function.Consumer;

/**
 * Takes the rows of an analysis.
 *
 * @param revision the revision that rows written now have
 * @param out where they go
 */
public record Rows(long revision, Consumer<Row> out) {
  /** Rows that no one asks for. */
  public static final Rows NOWHERE = new Rows(0, row -> {});

  /** Takes a row; it replaces the earlier ones of its key. */
  public void write(Row row) {
    out.accept(row);
  }
}
