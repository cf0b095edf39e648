package io.meterline.app.plan;

import io.meterline.engine.analysis.Analyses;
import io.meterline.model.Printable;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowDifferences;
import java.io.PrintWriter;

/** Prints every row that differs: a line with {@code -} for the row before, and one with {@code +} for the row after. */
public final class PlanRows {
  private final PrintWriter out;

  public PlanRows(PrintWriter out) {
    this.out = out;
  }

  /** Prints the rows of all views, as they are read. */
  public void print(RowDifferences differences) {
    for (var view : Analyses.standard().views()) {
      differences.read(
          view,
          change -> {
            change.before().ifPresent(row -> print("- ", row));
            change.after().ifPresent(row -> print("+ ", row));
          });
    }
    out.flush();
  }

  private void print(String sign, Row row) {
    out.println(sign + Printable.line(row.toString()));
  }
}
