package io.meterline.engine.analysis;

import io.meterline.model.view.Rejected;
import io.meterline.model.view.View;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a pipeline computes.
 *
 * @param published the analyses whose rows are a view of their own
 * @param compared the analysis whose rows are compared within cohorts
 */
public record Analyses(List<Analysis<?>> published, DeviceDays compared) {
  /**
   * A set of analyses.
   *
   * @throws IllegalArgumentException if two of them, or one and a view that every pipeline has, go by one name
   */
  public Analyses {
    published = List.copyOf(published);
    var names = new HashSet<String>();
    for (var view : views(published, compared)) {
      if (!names.add(view.name())) {
        throw new IllegalArgumentException("there are two views " + view.name());
      }
    }
  }

  /** What Meterline computes. A new analysis is named here. */
  public static Analyses standard() {
    return new Analyses(List.of(new Usage(), new Alerts()), new DeviceDays());
  }

  /** These and one more, whose rows are a view of their own. */
  public Analyses and(Analysis<?> more) {
    return new Analyses(Stream.concat(published.stream(), Stream.of(more)).toList(), compared);
  }

  /** Every view that a run writes. */
  public List<View> views() {
    return Stream.concat(
            published.stream().map(Analysis::view),
            Stream.of(Comparison.COHORTS, Comparison.COMPARISONS, Rejected.VIEW))
        .toList();
  }

  /** Every view of which the pipeline has rows: what a run writes, and what only travels within it. */
  public List<View> allViews() {
    return views(published, compared);
  }

  private static List<View> views(List<Analysis<?>> published, DeviceDays compared) {
    return Stream.concat(
            published.stream().map(Analysis::view),
            Stream.of(Comparison.COHORTS, Comparison.COMPARISONS, Rejected.VIEW, compared.view()))
        .toList();
  }

  /** Every analysis, those whose rows are not published too. */
  public List<Analysis<?>> all() {
    return Stream.<Analysis<?>>concat(published.stream(), Stream.of(compared)).toList();
  }
}
