package io.meterline.app.flink;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Creates the reporter that {@link FlinkMetrics} configures. Flink loads it as a service. */
public final class FlinkMetricsFactory implements MetricReporterFactory {
  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return new FlinkMetricsReporter();
  }
}
