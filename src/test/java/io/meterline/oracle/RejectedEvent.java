package io.meterline.oracle;

import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.view.Row;
import java.time.Instant;
import java.util.Comparator;

/**
 * A rejected event, without the text of the detail, which the oracle does not define.
 *
 * @param kind reading or setting
 * @param reason why it was rejected
 * @param partition the partition of the log
 * @param offset the offset within the partition
 * @param loggedAt when it was logged
 */
public record RejectedEvent(Kind kind, Reason reason, int partition, long offset, Instant loggedAt)
    implements Comparable<RejectedEvent> {
  private static final Comparator<RejectedEvent> ORDER =
      Comparator.comparing(RejectedEvent::kind)
          .thenComparing(RejectedEvent::partition)
          .thenComparing(RejectedEvent::offset)
          .thenComparing(RejectedEvent::reason)
          .thenComparing(RejectedEvent::loggedAt);

  static RejectedEvent of(Kind kind, Reason reason, Position position) {
    return new RejectedEvent(kind, reason, position.partition(), position.offset(), position.loggedAt());
  }

  /**
   * The event of a row of the product's view {@code rejected}.
   *
   * @throws IllegalStateException if the event of the row has no position, which cannot occur in a {@link Log}
   */
  public static RejectedEvent of(Row row) {
    return new RejectedEvent(
        Kind.valueOf((String) value(row, "kind")),
        Reason.valueOf((String) value(row, "reason")),
        (Integer) value(row, "partition"),
        (Long) value(row, "offset"),
        (Instant) value(row, "logged_at"));
  }

  private static Object value(Row row, String column) {
    return row.find(column).orElseThrow(() -> new IllegalStateException("no " + column + " in " + row));
  }

  @Override
  public int compareTo(RejectedEvent other) {
    return ORDER.compare(this, other);
  }
}
