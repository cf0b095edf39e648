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
 * @param values counters, added up over all who count, and the highest values of gauges, by the names that {@link Counters} has
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

  /** What the metrics of a run say. */
  static Counts of(MetricResults metrics) {
    var names = MetricNameFilter.inNamespace(Counters.NAMESPACE);
    var found = metrics.queryMetrics(MetricsFilter.builder().addNameFilter(names).build());
    var values = new HashMap<String, Long>();
    found.getCounters().forEach(counter -> values.merge(counter.getName().getName(), counter.getAttempted(), Long::sum));
    found.getGauges().forEach(gauge -> values.merge(gauge.getName().getName(), gauge.getAttempted().getValue(), Math::max));
    return new Counts(values);
  }

  /** Readings that came from the log, used or not. */
  public long readings() {
    return value(Counters.READINGS);
  }

  /** Settings changes that came from the log, used or not. */
  public long changes() {
    return value(Counters.CHANGES);
  }

  /** Settings changes that arrived behind the watermark, and take hold later than in a replay. */
  public long lateChanges() {
    return value(Counters.LATE_CHANGES);
  }

  /** Rows written of a view. */
  public long rows(View view) {
    return value(Counters.nameOfRows(view));
  }

  /** Rows written of all views, tombstones and records of rejected events among them. */
  public long rows() {
    return sum(Counters.ROWS);
  }

  /** Rows that late readings changed, deleted or added. */
  public long corrections() {
    return value(Counters.CORRECTIONS);
  }

  /** Rows that lack a sum because it does not fit in 64 bits; one that was computed again counts each time. */
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

  /** The partition that is furthest behind the clock; empty if that is not known. */
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
