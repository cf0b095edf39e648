package io.meterline.engine.analysis;

import io.meterline.model.view.Rejected;
import io.meterline.model.view.View;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The analyses that a pipeline runs.
 *
 * @param published the analyses whose rows are published as views
 * @param compared the analysis whose rows are compared within cohorts
 */
public record Analyses(List<Analysis<?>> published, DeviceDays compared) {
  /**
   * A set of analyses.
   *
   * @throws IllegalArgumentException if two views have the same name, including those that every pipeline has
   */
  public Analyses {
    published = List.copyOf(published);
    var names = new HashSet<String>();
    for (var view : views(published, compared)) {
      if (!names.add(view.name())) {
        throw new IllegalArgumentException("there are two views named " + view.name());
      }
    }
  }

  /** The analyses of Meterline. Register a new analysis here. */
  public static Analyses standard() {
    return new Analyses(List.of(new Usage(), new Alerts()), new DeviceDays());
  }

  /** These analyses and one more, whose rows are published as a view. */
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

  /** Every view that has rows in the pipeline: those that a run writes, and that of {@link DeviceDays}. */
  public List<View> allViews() {
    return views(published, compared);
  }

  private static List<View> views(List<Analysis<?>> published, DeviceDays compared) {
    return Stream.concat(
            published.stream().map(Analysis::view),
            Stream.of(Comparison.COHORTS, Comparison.COMPARISONS, Rejected.VIEW, compared.view()))
        .toList();
  }

  /** Every analysis, including the one whose rows are not published. */
  public List<Analysis<?>> all() {
    return Stream.<Analysis<?>>concat(published.stream(), Stream.of(compared)).toList();
  }
}
