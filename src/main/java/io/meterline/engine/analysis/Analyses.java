package io.meterline.engine.analysis;

import io.meterline.model.view.Rejected;
import io.meterline.model.view.View;
import java.util.List;
import java.util.stream.Stream;

/** What the pipeline computes. A new analysis is added to {@link #PUBLISHED}. */
public final class Analyses {
  /** The analyses whose rows are a view of their own. */
  public static final List<Analysis<?>> PUBLISHED = List.of(new Usage(), new Alerts());

  /** The analysis whose rows are compared within cohorts. */
  public static final DeviceDays COMPARED = new DeviceDays();

  private Analyses() {}

  /** Every view that a run writes. */
  public static List<View> views() {
    return Stream.concat(
            PUBLISHED.stream().map(Analysis::view),
            Stream.of(Comparison.COHORTS, Comparison.COMPARISONS, Rejected.VIEW))
        .toList();
  }

  /** Every view of which the pipeline has rows: what a run writes, and what only travels within it. */
  public static List<View> allViews() {
    return Stream.concat(views().stream(), Stream.of(COMPARED.view())).toList();
  }

  /** Every analysis, those whose rows are not published too. */
  public static List<Analysis<?>> all() {
    return Stream.concat(PUBLISHED.stream(), Stream.of(COMPARED)).toList();
  }
}
