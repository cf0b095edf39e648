package io.meterline.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * What the runs of one contender come to: medians.
 *
 * @param large its runs on the data that counts, at least one
 * @param small its runs on less of the same data, none if it was not asked for
 */
public record Measured(List<Run> large, List<Run> small) {
  public Measured {
    large = List.copyOf(large);
    small = List.copyOf(small);
    if (large.isEmpty()) {
      throw new IllegalArgumentException("at least one run");
    }
  }

  /** How many readings there were. */
  public long readings() {
    return large.get(0).readings();
  }

  /** How long it took. */
  public double seconds() {
    return median(large, Run::seconds);
  }

  /** How much processor time it took, in seconds; empty where the machine does not tell. */
  public OptionalDouble processorSeconds() {
    return large.stream().allMatch(run -> run.processorSeconds().isPresent())
        ? OptionalDouble.of(median(large, run -> run.processorSeconds().getAsDouble()))
        : OptionalDouble.empty();
  }

  /** Readings a second, of the whole. */
  public double perSecond() {
    return readings() / seconds();
  }

  /** The most memory that any run took. */
  public OptionalLong peakBytes() {
    return large.stream().flatMapToLong(run -> run.peakBytes().stream()).max();
  }

  /** What a further reading costs: the slope between both sizes, in seconds; empty where it cannot be told. */
  public OptionalDouble perFurtherReading() {
    if (small.isEmpty()) {
      return OptionalDouble.empty();
    }
    var more = readings() - small.get(0).readings();
    var longer = seconds() - median(small, Run::seconds);
    return more > 0 && longer > 0 ? OptionalDouble.of(longer / more) : OptionalDouble.empty();
  }

  /** Further readings a second. */
  public OptionalDouble furtherPerSecond() {
    var each = perFurtherReading();
    return each.isPresent() ? OptionalDouble.of(1 / each.getAsDouble()) : OptionalDouble.empty();
  }

  /** What it would take for no reading at all, in seconds, at least 0: both sizes drawn out to nothing. */
  public OptionalDouble startUpSeconds() {
    var each = perFurtherReading();
    return each.isPresent()
        ? OptionalDouble.of(Math.max(0, seconds() - each.getAsDouble() * readings()))
        : OptionalDouble.empty();
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Run> runs, ToDoubleFunction<Run> of) {
    var sorted = new ArrayList<>(runs.stream().map(of::applyAsDouble).sorted().toList());
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
