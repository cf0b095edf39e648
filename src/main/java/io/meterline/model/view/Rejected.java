package io.meterline.model.view;

import io.meterline.model.log.Kind;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Column.Type;

/** The view of rejected events. */
public final class Rejected {
  public static final View VIEW =
      View.listNamed("rejected")
          .key("kind", Type.STRING)
          .key("partition", Type.INT, Presence.OPTIONAL)
          .key("offset", Type.LONG, Presence.OPTIONAL)
          .column("reason", Type.STRING)
          .column("detail", Type.STRING)
          .optional("logged_at", Type.TIMESTAMP)
          .column("content", Type.STRING)
          .datedBy("logged_at");

  private static final int KIND = VIEW.indexOf("kind");
  private static final int REASON = VIEW.indexOf("reason");

  private Rejected() {}

  /** The row that records a rejection. */
  public static Row row(Rejection rejection) {
    return VIEW.row(
        0,
        rejection.kind().name(),
        rejection.partition(),
        rejection.offset(),
        rejection.reason().name(),
        rejection.detail(),
        rejection.loggedAt(),
        rejection.content());
  }

  /** The row that records a rejection, packed. */
  public static PackedRows packed(Rejection rejection) {
    return PackedRows.of(row(rejection));
  }

  /** The reason in a row of this view. */
  public static Reason reason(Row row) {
    return Reason.valueOf((String) row.get(REASON));
  }

  /** The kind of event in a row of this view. */
  public static Kind kind(Row row) {
    return Kind.valueOf((String) row.get(KIND));
  }
}
