package io.meterline.settings;

import java.util.List;

/**
 * The settings in force for one device over one epoch.
 *
 * @param runs in the order of time, the first from the epoch's start; each holds until the next one
 */
public record InForce(List<Run> runs) {
  /**
   * Settings that hold for a while.
   *
   * @param from from when, inclusive, epoch milliseconds UTC
   * @param settings what is in force
   */
  public record Run(long from, Settings settings) {}

  /** Until when a run holds, exclusive, epoch milliseconds UTC; the last one for ever. */
  public long until(int run) {
    return run + 1 < runs.size() ? runs.get(run + 1).from() : Long.MAX_VALUE;
  }

  public InForce {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("settings are in force from the start of an epoch");
    }
  }
}
