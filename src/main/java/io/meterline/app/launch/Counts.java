package io.meterline.app.launch;

import io.meterline.model.log.Reason;
import io.meterline.model.view.View;
import io.meterline.pipeline.Counters;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a run has counted so far.
 *
 * @param values sums of counters over all tasks, and maxima of gauges, by the names in {@link Counters}
 */
public record Counts(Map<String, Long> values) {
  /**
   * A partition of the log whose watermark is behind the clock.
   *
   * @param partition its topic and number
   * @param millis how far, milliseconds
   */
  public record Behind(String partition, long millis) {}

  /** Keeps a copy of the values. */
  public Counts {
    values = Map.copyOf(values);
  }

  /** The current metrics of a run. */
  static Counts of(MetricResults metrics) {
    var names = MetricNameFilter.inNamespace(Counters.NAMESPACE);
    var found = metrics.queryMetrics(MetricsFilter.builder().addNameFilter(names).build());
    var values = new HashMap<String, Long>();
    found.getCounters().forEach(counter -> values.merge(counter.getName().getName(), counter.getAttempted(), Long::sum));
    found.getGauges().forEach(gauge -> values.merge(gauge.getName().getName(), gauge.getAttempted().getValue(), Math::max));
    return new Counts(values);
  }

  /** The sums of these and others; of gauges, too, which only live runs have. */
  Counts and(Counts more) {
    var sums = new HashMap<>(values);
    more.values.forEach((name, value) -> sums.merge(name, value, Long::sum));
    return new Counts(sums);
  }

  /** Readings from the log, used or not. */
  public long readings() {
    return value(Counters.READINGS);
  }

  /** Settings changes from the log, used or not. */
  public long changes() {
    return value(Counters.CHANGES);
  }

  /** Settings changes that arrived behind the watermark, and take hold later than in a replay. */
  public long lateChanges() {
    return value(Counters.LATE_CHANGES);
  }

  /** Rows written to a view. */
  public long rows(View view) {
    return value(Counters.nameOfRows(view));
  }

  /** Rows of a view that a range replay added, changed or deleted. */
  public long amended(Counters.Difference how, View view) {
    return value(Counters.nameOfAmended(how, view));
  }

  /** Rows written to all views, including tombstones and records of rejected events. */
  public long rows() {
    return sum(Counters.ROWS);
  }

  /** Rows that late readings changed, deleted or added. */
  public long corrections() {
    return value(Counters.CORRECTIONS);
  }

  /** Rows without a sum because it does not fit in 64 bits; a row that is computed again counts again. */
  public long overflows() {
    return sum(Counters.OVERFLOWS);
  }

  /** Events not used, for the given reason. */
  public long rejected(Reason reason) {
    return value(Counters.nameOfRejected(reason));
  }

  /** Events not used. */
  public long rejected() {
    return sum(Counters.REJECTED);
  }

  /** Settings changes not used, for the given reason. */
  public long rejectedChanges(Reason reason) {
    return value(Counters.nameOfRejectedChanges(reason));
  }

  /** Settings changes not used. */
  public long rejectedChanges() {
    return sum(Counters.REJECTED_CHANGES);
  }

  /**
   * Whether more than half of the settings changes were rejected. A run that was resumed counts only what it did since: it may reject more
   * changes than it has read.
   */
  public boolean hasMostlyRejectedChanges() {
    return 2 * rejectedChanges() > changes() && rejectedChanges() <= changes();
  }

  /** The partition whose watermark is furthest behind the clock; empty if unknown. */
  public Optional<Behind> behind() {
    var prefix = Counters.WATERMARK_LAG + ".";
    return values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(prefix))
        .map(value -> new Behind(value.getKey().substring(prefix.length()), value.getValue()))
        .max(Comparator.comparingLong(Behind::millis).thenComparing(Behind::partition));
  }

  /** The end of the last window in which usable readings arrived; empty before the first. */
  public Optional<Instant> readingsUntil() {
    return time(Counters.READINGS_UNTIL);
  }

  /** The end of the last window that was analysed; empty before the first. */
  public Optional<Instant> resultsUntil() {
    return time(Counters.RESULTS_UNTIL);
  }

  private Optional<Instant> time(String name) {
    return Optional.ofNullable(values.get(name)).map(Instant::ofEpochMilli);
  }

  private long value(String name) {
    return values.getOrDefault(name, 0L);
  }

  private long sum(String prefix) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(prefix + "."))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
