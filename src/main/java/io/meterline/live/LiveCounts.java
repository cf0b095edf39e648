package io.meterline.live;

import io.meterline.pipeline.Counters;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a run has counted so far.
 *
 * @param readings readings that came from the log, used or not
 * @param changes settings changes that came from the log, used or not
 * @param rows rows published, deletions and records of rejected events among them
 * @param corrections rows that late readings changed, deleted or added
 * @param rejected events not used
 * @param behindMillis how far the partition that is furthest behind the clock is behind it; empty if that is not known
 */
public record LiveCounts(
    long readings, long changes, long rows, long corrections, long rejected, OptionalLong behindMillis) {

  static LiveCounts of(MetricResults metrics) {
    var names = MetricNameFilter.inNamespace(Counters.NAMESPACE);
    var found = metrics.queryMetrics(MetricsFilter.builder().addNameFilter(names).build());
    var counters = found.getCounters();
    var behind =
        StreamSupport.stream(found.getGauges().spliterator(), false)
            .filter(gauge -> gauge.getName().getName().startsWith(Counters.WATERMARK_LAG + "."))
            .mapToLong(gauge -> gauge.getAttempted().getValue())
            .max();
    return new LiveCounts(
        sum(counters, Counters.READINGS),
        sum(counters, Counters.CHANGES),
        sum(counters, Counters.ROWS + "."),
        sum(counters, Counters.CORRECTIONS),
        sum(counters, Counters.REJECTED + "."),
        behind);
  }

  private static long sum(Iterable<MetricResult<Long>> counters, String prefix) {
    return StreamSupport.stream(counters.spliterator(), false)
        .filter(counter -> counter.getName().getName().startsWith(prefix))
        .mapToLong(MetricResult::getAttempted)
        .sum();
  }
}
