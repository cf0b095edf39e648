package io.meterline.pipeline;

import io.meterline.model.log.Reason;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.util.Locale;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The Beam metrics of a run, in the namespace {@value #NAMESPACE}.
 *
 * <p>Counters: {@code readings}, {@code changes}, {@code changes.late}, {@code corrections}, {@code rows.VIEW}, {@code
 * overflows.VIEW}, {@code started.empty.VIEW}, {@code rejected.REASON} and {@code changes.rejected.REASON}; of a run that starts
 * from a version {@code amended.added.VIEW}, {@code amended.changed.VIEW} and {@code amended.deleted.VIEW}.
 *
 * <p>Gauges: {@code results.until.millis}; for a live run also {@code readings.until.millis} and, per partition of the log,
 * {@code watermark.lag.millis.TOPIC-N} and {@code backlog.records.TOPIC-N}.
 */
public final class Counters {
  /** The namespace of every metric. */
  public static final String NAMESPACE = "meterline";

  /** The name of {@link #readings()}. */
  public static final String READINGS = "readings";

  /** The name of {@link #changes()}. */
  public static final String CHANGES = "changes";

  /** The prefix of the names of {@link #watermarkLag}. */
  public static final String WATERMARK_LAG = "watermark.lag.millis";

  /** The prefix of the names of {@link #backlog}. */
  public static final String BACKLOG = "backlog.records";

  /** The name of {@link #lateChanges()}. */
  public static final String LATE_CHANGES = "changes.late";

  /** The name of {@link #readingsUntil()}. */
  public static final String READINGS_UNTIL = "readings.until.millis";

  /** The name of {@link #resultsUntil()}. */
  public static final String RESULTS_UNTIL = "results.until.millis";

  /** The name of {@link #corrections()}. */
  public static final String CORRECTIONS = "corrections";

  /** The prefix of the names of {@link #rows}. */
  public static final String ROWS = "rows";

  /** The prefix of the names of {@link #overflows}. */
  public static final String OVERFLOWS = "overflows";

  /** The prefix of the names of {@link #startedEmpty}. */
  public static final String STARTED_EMPTY = "started.empty";

  /** The prefix of the names of {@link #amended}. */
  public static final String AMENDED = "amended";

  /** The prefix of the names of {@link #rejected}. */
  public static final String REJECTED = "rejected";

  /** The prefix of the names of {@link #rejectedChanges}. */
  public static final String REJECTED_CHANGES = "changes.rejected";

  /** How a row of a version differs from the version that its run started from. */
  public enum Difference {
    /** Its key is new, or it is one more row of a list. */
    ADDED,
    /** It has other values. */
    CHANGED,
    /** It is gone. */
    DELETED
  }

  private Counters() {}

  /** Readings read from the log, used or rejected. */
  public static Counter readings() {
    return Metrics.counter(NAMESPACE, READINGS);
  }

  /** Settings changes read from the log, used or rejected. */
  public static Counter changes() {
    return Metrics.counter(NAMESPACE, CHANGES);
  }

  /** Settings changes that arrived behind the watermark, and so take effect later than in a replay. */
  public static Counter lateChanges() {
    return Metrics.counter(NAMESPACE, LATE_CHANGES);
  }

  /**
   * How far the watermark of a partition of the log is behind this machine's clock, in milliseconds.
   *
   * @param partition its topic and number, such as {@code meterline.readings-0}
   */
  public static Gauge watermarkLag(String partition) {
    return Metrics.gauge(NAMESPACE, WATERMARK_LAG + "." + partition);
  }

  /**
   * The number of offsets of a partition of the log still to be read.
   *
   * @param partition its topic and number, such as {@code meterline.readings-0}
   */
  public static Gauge backlog(String partition) {
    return Metrics.gauge(NAMESPACE, BACKLOG + "." + partition);
  }

  /** The end of the last window in which valid readings arrived, epoch milliseconds UTC. */
  public static Gauge readingsUntil() {
    return Metrics.gauge(NAMESPACE, READINGS_UNTIL);
  }

  /**
   * The end of the last window whose readings have been analysed, epoch milliseconds UTC. While readings arrive, the lag of
   * results is this machine's clock minus this gauge.
   */
  public static Gauge resultsUntil() {
    return Metrics.gauge(NAMESPACE, RESULTS_UNTIL);
  }

  /** Rows that late readings changed, deleted or added, of every analysis, including the unpublished device days. */
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

  /** Rows of a view that differ from those of the version that a run starts from. */
  public static Counter amended(Difference how, View view) {
    return Metrics.counter(NAMESPACE, nameOfAmended(how, view));
  }

  /** The name of {@link #amended}. */
  public static String nameOfAmended(Difference how, View view) {
    return AMENDED + "." + how.name().toLowerCase(Locale.ROOT) + "." + view.name();
  }

  /**
   * Rows of a view with a sum that is null because it overflows 64 bits. A row that is computed again, such as for late
   * readings, is counted each time.
   */
  public static Counter overflows(View view) {
    return Metrics.counter(NAMESPACE, nameOfOverflows(view));
  }

  /** The name of {@link #overflows}. */
  public static String nameOfOverflows(View view) {
    return OVERFLOWS + "." + view.name();
  }

  /**
   * Devices for which an analysis started from empty state, because the state that the run resumed from lacked it or had another
   * version of it. Its rows cover only the readings kept for corrections and those since.
   *
   * @param view the view of its rows
   */
  public static Counter startedEmpty(View view) {
    return Metrics.counter(NAMESPACE, STARTED_EMPTY + "." + view.name());
  }

  /** Counts a row of the view of rejected events, which is published. */
  public static void countRejected(Row row) {
    var reason = Rejected.reason(row);
    rejected(reason).inc();
    switch (Rejected.kind(row)) {
      case READING -> {}
      case SETTING -> rejectedChanges(reason).inc();
    }
  }

  /** Events rejected for the reason. */
  private static Counter rejected(Reason reason) {
    return Metrics.counter(NAMESPACE, nameOfRejected(reason));
  }

  /** Settings changes rejected for the reason, which are also among {@link #rejected}. */
  private static Counter rejectedChanges(Reason reason) {
    return Metrics.counter(NAMESPACE, nameOfRejectedChanges(reason));
  }

  /** The name of {@link #rejectedChanges}. */
  public static String nameOfRejectedChanges(Reason reason) {
    return REJECTED_CHANGES + "." + reason;
  }

  /** The name of {@link #rejected}. */
  public static String nameOfRejected(Reason reason) {
    return REJECTED + "." + reason;
  }
}
