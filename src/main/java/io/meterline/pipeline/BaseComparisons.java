package io.meterline.pipeline;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.view.Row;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.function.Consumer;

/** The rows of {@link Comparison#COMPARISONS} of the version that a range replay starts from. */
@FunctionalInterface
public interface BaseComparisons extends Serializable {
  /**
   * Reads the rows of some dates.
   *
   * @param from the first date, inclusive
   * @param to the last date, exclusive
   */
  void read(LocalDate from, LocalDate to, Consumer<Row> rows);
}
