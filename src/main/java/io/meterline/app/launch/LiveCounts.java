package io.meterline.app.launch;

import io.meterline.pipeline.Counters;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a run has counted so far.
 *
 * @param readings readings that came from the log, used or not
 * @param changes settings changes that came from the log, used or not
 * @param lateChanges those of them that came behind the watermark, and take hold later than in a replay
 * @param rows rows published, deletions and records of rejected events among them
 * @param corrections rows that late readings changed, deleted or added
 * @param overflows rows that lack a sum because it does not fit in 64 bits; one that was worked out anew counts each time
 * @param rejected events not used
 * @param behind how far the partition is behind the clock that is furthest behind; empty if that is not known
 * @param readingsUntil the end of the last epoch in which usable readings arrived; empty before the first
 * @param resultsUntil the end of the last epoch that was analysed; empty before the first
 */
public record LiveCounts(
    long readings,
    long changes,
    long lateChanges,
    long rows,
    long corrections,
    long overflows,
    long rejected,
    Optional<Behind> behind,
    Optional<Instant> readingsUntil,
    Optional<Instant> resultsUntil) {

  /**
   * A partition of the log whose watermark is behind the clock.
   *
   * @param partition its topic and number
   * @param millis how far, milliseconds
   */
  public record Behind(String partition, long millis) {}

  static LiveCounts of(MetricResults metrics) {
    var names = MetricNameFilter.inNamespace(Counters.NAMESPACE);
    var found = metrics.queryMetrics(MetricsFilter.builder().addNameFilter(names).build());
    var values = new HashMap<String, Long>();
    found.getCounters().forEach(counter -> values.merge(counter.getName().getName(), counter.getAttempted(), Long::sum));
    found.getGauges().forEach(gauge -> values.merge(gauge.getName().getName(), gauge.getAttempted().getValue(), Math::max));
    return of(values);
  }

  /**
   * The same from counters, added up over all who count, and the highest values of gauges.
   *
   * @param values by name, as {@link Counters} has them
   */
  static LiveCounts of(Map<String, Long> values) {
    return new LiveCounts(
        values.getOrDefault(Counters.READINGS, 0L),
        values.getOrDefault(Counters.CHANGES, 0L),
        values.getOrDefault(Counters.LATE_CHANGES, 0L),
        sum(values, Counters.ROWS + "."),
        values.getOrDefault(Counters.CORRECTIONS, 0L),
        sum(values, Counters.OVERFLOWS + "."),
        sum(values, Counters.REJECTED + "."),
        behind(values),
        time(values, Counters.READINGS_UNTIL),
        time(values, Counters.RESULTS_UNTIL));
  }

  /** How far the partition that is furthest behind the clock is behind it, milliseconds; empty if that is not known. */
  public OptionalLong behindMillis() {
    return behind.map(partition -> OptionalLong.of(partition.millis)).orElse(OptionalLong.empty());
  }

  private static Optional<Behind> behind(Map<String, Long> values) {
    var prefix = Counters.WATERMARK_LAG + ".";
    return values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(prefix))
        .map(value -> new Behind(value.getKey().substring(prefix.length()), value.getValue()))
        .max(Comparator.comparingLong(Behind::millis));
  }

  private static Optional<Instant> time(Map<String, Long> values, String name) {
    return Optional.ofNullable(values.get(name)).map(Instant::ofEpochMilli);
  }

  private static long sum(Map<String, Long> values, String prefix) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
