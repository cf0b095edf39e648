package io.meterline.app.launch;

import io.meterline.model.log.Reason;
import io.meterline.model.view.View;
import io.meterline.pipeline.Counters;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a run counted.
 *
 * @param readings readings that came from the log, used or not
 * @param changes settings changes that came from the log, used or not
 * @param rows rows written, by the name of the view
 * @param overflows rows that lack a sum because it does not fit in 64 bits; one that was worked out anew counts each time
 * @param rejected events not used, by reason; those with none left out
 */
public record Counts(
    long readings, long changes, Map<String, Long> rows, long overflows, Map<Reason, Long> rejected) {
  /** What a run that writes the given views counted. */
  static Counts of(MetricResults metrics, List<View> views) {
    var counted = counted(metrics, MetricNameFilter.inNamespace(Counters.NAMESPACE));
    var rows = new LinkedHashMap<String, Long>();
    var overflows = 0L;
    for (var view : views) {
      rows.put(view.name(), counted.getOrDefault(Counters.nameOfRows(view), 0L));
      overflows += counted.getOrDefault(Counters.nameOfOverflows(view), 0L);
    }
    var rejected = new EnumMap<Reason, Long>(Reason.class);
    for (var reason : Reason.values()) {
      var count = counted.getOrDefault(Counters.nameOfRejected(reason), 0L);
      if (count > 0) {
        rejected.put(reason, count);
      }
    }
    return new Counts(
        counted.getOrDefault(Counters.READINGS, 0L),
        counted.getOrDefault(Counters.CHANGES, 0L),
        rows,
        overflows,
        rejected);
  }

  /** How many readings have come from the log so far. */
  static long readings(MetricResults metrics) {
    var counted = counted(metrics, MetricNameFilter.named(Counters.NAMESPACE, Counters.READINGS));
    return counted.getOrDefault(Counters.READINGS, 0L);
  }

  private static Map<String, Long> counted(MetricResults metrics, MetricNameFilter names) {
    var counted = new LinkedHashMap<String, Long>();
    for (var counter : metrics.queryMetrics(MetricsFilter.builder().addNameFilter(names).build()).getCounters()) {
      counted.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    return counted;
  }
}
