package io.meterline.engine.effect;

import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.RowDifferences;
import java.util.List;
import java.util.stream.Stream;

/**
 * What differs between two states of the views.
 *
 * @param views one for each view: usage, alerts, cohorts, comparisons, rejected
 */
public record Effects(List<ViewEffect> views) {
  public Effects {
    views = List.copyOf(views);
  }

  /**
   * Reads the rows that differ.
   *
   * @throws io.meterline.model.MeterlineException if they cannot be read
   */
  public static Effects of(RowDifferences differences) {
    return new Effects(
        Stream.of(Usage.VIEW, Alerts.VIEW, Comparison.COHORTS, Comparison.COMPARISONS, Rejected.VIEW)
            .map(view -> ViewEffect.of(view, differences))
            .toList());
  }

  /** Rows added to all views together. */
  public long added() {
    return views.stream().mapToLong(ViewEffect::added).sum();
  }

  /** Rows changed in all views together. */
  public long changed() {
    return views.stream().mapToLong(ViewEffect::changed).sum();
  }

  /** Rows deleted from all views together. */
  public long deleted() {
    return views.stream().mapToLong(ViewEffect::deleted).sum();
  }

  /** Whether no row differs. */
  public boolean isEmpty() {
    return added() + changed() + deleted() == 0;
  }
}
