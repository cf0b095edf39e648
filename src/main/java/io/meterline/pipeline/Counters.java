package io.meterline.pipeline;

import io.meterline.model.log.Reason;
import io.meterline.model.view.View;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * What a run counts and measures, as Beam metrics in the namespace {@value #NAMESPACE}: counters {@code readings}, {@code
 * changes}, {@code changes.late}, {@code corrections}, {@code rows.VIEW}, {@code overflows.VIEW}, {@code begun.anew.VIEW} and {@code rejected.REASON}; gauges {@code results.until.millis}, and of a live
 * run {@code readings.until.millis} and, for each partition of the log, {@code watermark.lag.millis.TOPIC-N} and {@code
 * backlog.records.TOPIC-N}.
 */
public final class Counters {
  /** The namespace of every metric. */
  public static final String NAMESPACE = "meterline";

  /** The name of {@link #readings()}. */
  public static final String READINGS = "readings";

  /** The name of {@link #changes()}. */
  public static final String CHANGES = "changes";

  /** What the names of {@link #watermarkLag} begin with. */
  public static final String WATERMARK_LAG = "watermark.lag.millis";

  /** What the names of {@link #backlog} begin with. */
  public static final String BACKLOG = "backlog.records";

  /** The name of {@link #lateChanges()}. */
  public static final String LATE_CHANGES = "changes.late";

  /** The name of {@link #readingsUntil()}. */
  public static final String READINGS_UNTIL = "readings.until.millis";

  /** The name of {@link #resultsUntil()}. */
  public static final String RESULTS_UNTIL = "results.until.millis";

  /** The name of {@link #corrections()}. */
  public static final String CORRECTIONS = "corrections";

  /** What the names of {@link #rows} begin with. */
  public static final String ROWS = "rows";

  /** What the names of {@link #overflows} begin with. */
  public static final String OVERFLOWS = "overflows";

  /** What the names of {@link #begunAnew} begin with. */
  public static final String BEGUN_ANEW = "begun.anew";

  /** What the names of {@link #rejected} begin with. */
  public static final String REJECTED = "rejected";

  private Counters() {}

  /** Readings that came from the log, used or not. */
  public static Counter readings() {
    return Metrics.counter(NAMESPACE, READINGS);
  }

  /** Settings changes that came from the log, used or not. */
  public static Counter changes() {
    return Metrics.counter(NAMESPACE, CHANGES);
  }

  /** Settings changes that came behind the watermark, and so take hold later than in a replay. */
  public static Counter lateChanges() {
    return Metrics.counter(NAMESPACE, LATE_CHANGES);
  }

  /**
   * How far the watermark of a partition of the log is behind this machine's clock, milliseconds.
   *
   * @param partition its topic and number, such as {@code meterline.readings-0}
   */
  public static Gauge watermarkLag(String partition) {
    return Metrics.gauge(NAMESPACE, WATERMARK_LAG + "." + partition);
  }

  /**
   * How many offsets of a partition of the log are still to be read.
   *
   * @param partition its topic and number, such as {@code meterline.readings-0}
   */
  public static Gauge backlog(String partition) {
    return Metrics.gauge(NAMESPACE, BACKLOG + "." + partition);
  }

  /** The end of the last window in which readings arrived that can be used, epoch milliseconds UTC. */
  public static Gauge readingsUntil() {
    return Metrics.gauge(NAMESPACE, READINGS_UNTIL);
  }

  /**
   * The end of the last window whose readings have been analysed, epoch milliseconds UTC. How far results are behind is this
   * machine's clock less this, as long as readings come.
   */
  public static Gauge resultsUntil() {
    return Metrics.gauge(NAMESPACE, RESULTS_UNTIL);
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
    return ROWS + "." + view.name();
  }

  /**
   * Rows of a view that lack a sum because it does not fit in 64 bits. A row that is worked out anew, as when readings come
   * late, is counted each time.
   */
  public static Counter overflows(View view) {
    return Metrics.counter(NAMESPACE, nameOfOverflows(view));
  }

  /** The name of {@link #overflows}. */
  public static String nameOfOverflows(View view) {
    return OVERFLOWS + "." + view.name();
  }

  /**
   * Devices of which an analysis began anew, as the state that the run went on from did not have it, or had it in another
   * version: its rows are of the readings since.
   *
   * @param view that of its rows
   */
  public static Counter begunAnew(View view) {
    return Metrics.counter(NAMESPACE, BEGUN_ANEW + "." + view.name());
  }

  /** Events not used for the reason. */
  public static Counter rejected(Reason reason) {
    return Metrics.counter(NAMESPACE, nameOfRejected(reason));
  }

  /** The name of {@link #rejected}. */
  public static String nameOfRejected(Reason reason) {
    return REJECTED + "." + reason;
  }
}
