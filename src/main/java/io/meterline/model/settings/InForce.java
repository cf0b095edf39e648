package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings in force for one device over a span of time.
 *
 * @param runs in order of time, the first from the start of the span; each holds until the next one
 */
public record InForce(List<Run> runs) {
  /**
   * Settings that hold from a time until the next run.
   *
   * @param from the start, inclusive, epoch milliseconds UTC
   * @param settings the settings in force
   */
  public record Run(long from, Settings settings) {}

  /** The start of the span, epoch milliseconds UTC. */
  public long start() {
    return runs.get(0).from();
  }

  /** The end of a run, exclusive, epoch milliseconds UTC; {@link Long#MAX_VALUE} for the last one. */
  public long until(int run) {
    return run + 1 < runs.size() ? runs.get(run + 1).from() : Long.MAX_VALUE;
  }

  /** These settings until {@code later} starts, then those of {@code later}. */
  public InForce followedBy(InForce later) {
    var all = new ArrayList<>(runs.subList(0, Bisection.countUntil(later.start() - 1, runs, Run::from)));
    all.addAll(later.runs);
    return new InForce(all);
  }

  /** These settings without the runs that end at or before {@code start}, epoch milliseconds UTC. */
  public InForce from(long start) {
    var first = Math.max(0, Bisection.countUntil(start, runs, Run::from) - 1);
    return first == 0 ? this : new InForce(runs.subList(first, runs.size()));
  }

  public InForce {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one run of settings");
    }
  }
}
