package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings in force for one device over some time.
 *
 * @param runs in the order of time, the first from the start of that time; each holds until the next one
 */
public record InForce(List<Run> runs) {
  /**
   * Settings that hold for a while.
   *
   * @param from from when, inclusive, epoch milliseconds UTC
   * @param settings what is in force
   */
  public record Run(long from, Settings settings) {}

  /** From when on the settings are told, epoch milliseconds UTC. */
  public long start() {
    return runs.get(0).from();
  }

  /** Until when a run holds, exclusive, epoch milliseconds UTC; the last one for ever. */
  public long until(int run) {
    return run + 1 < runs.size() ? runs.get(run + 1).from() : Long.MAX_VALUE;
  }

  /** These settings until those of {@code later} begin, and then those. */
  public InForce followedBy(InForce later) {
    var all = new ArrayList<>(runs.subList(0, Bisection.countUntil(later.start() - 1, runs, Run::from)));
    all.addAll(later.runs);
    return new InForce(all);
  }

  /** These settings from a time on, not before the first of them; epoch milliseconds UTC. */
  public InForce from(long start) {
    var first = Math.max(0, Bisection.countUntil(start, runs, Run::from) - 1);
    return first == 0 ? this : new InForce(runs.subList(first, runs.size()));
  }

  public InForce {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("settings are in force from some time on");
    }
  }
}
