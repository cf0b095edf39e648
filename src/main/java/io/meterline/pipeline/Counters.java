package io.meterline.pipeline;

import io.meterline.log.Reason;
import io.meterline.view.View;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** The counters of a run, in the namespace {@value #NAMESPACE}. */
public final class Counters {
  /** The namespace of every metric. */
  public static final String NAMESPACE = "meterline";

  /** The name of {@link #readings()}. */
  public static final String READINGS = "readings";

  /** The name of {@link #changes()}. */
  public static final String CHANGES = "changes";

  /** The name of {@link #corrections()}. */
  public static final String CORRECTIONS = "corrections";

  private Counters() {}

  /** Readings that came from the log, used or not. */
  public static Counter readings() {
    return Metrics.counter(NAMESPACE, READINGS);
  }

  /** Settings changes that came from the log, used or not. */
  public static Counter changes() {
    return Metrics.counter(NAMESPACE, CHANGES);
  }

  /** Rows of usage, alerts and what is compared that late readings changed, deleted or added. */
  public static Counter corrections() {
    return Metrics.counter(NAMESPACE, CORRECTIONS);
  }

  /** Rows written to a view. */
  public static Counter rows(View view) {
    return Metrics.counter(NAMESPACE, nameOfRows(view));
  }

  /** The name of {@link #rows}. */
  public static String nameOfRows(View view) {
    return "rows." + view.name();
  }

  /** Events not used for the reason. */
  public static Counter rejected(Reason reason) {
    return Metrics.counter(NAMESPACE, nameOfRejected(reason));
  }

  /** The name of {@link #rejected}. */
  public static String nameOfRejected(Reason reason) {
    return "rejected." + reason;
  }
}
