package io.meterline.engine.effect;

import io.meterline.model.log.Kind;
import io.meterline.model.log.Reason;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The events that are rejected on one side only.
 *
 * @param unusable settings changes of the log that can be used before and not after, at most {@link #KEPT}
 * @param usable settings changes of the log that can be used after and not before, at most {@link #KEPT}
 * @param added all events that are rejected only after, by reason
 * @param deleted all events that are rejected only before, by reason
 */
public record RejectedEffect(List<Change> unusable, List<Change> usable, Map<Reason, Long> added, Map<Reason, Long> deleted) {
  /** How many changes are kept of each side. */
  public static final int KEPT = 1_000;

  private static final int DETAIL = Rejected.VIEW.indexOf("detail");
  private static final int CONTENT = Rejected.VIEW.indexOf("content");
  private static final int PARTITION = Rejected.VIEW.indexOf("partition");
  private static final int OFFSET = Rejected.VIEW.indexOf("offset");

  /**
   * A settings change.
   *
   * @param position its partition and offset, such as {@code 0 offset 12}
   * @param content it, as JSON
   */
  public record Change(String position, Reason reason, String detail, String content) {}

  public RejectedEffect {
    unusable = List.copyOf(unusable);
    usable = List.copyOf(usable);
    added = Map.copyOf(added);
    deleted = Map.copyOf(deleted);
  }

  /** Takes rows of the view that differ, one after the other. */
  static final class Tally {
    private final List<Change> unusable = new ArrayList<>();
    private final List<Change> usable = new ArrayList<>();
    private final Map<Reason, Long> added = new EnumMap<>(Reason.class);
    private final Map<Reason, Long> deleted = new EnumMap<>(Reason.class);

    void add(RowChange change) {
      change.after().ifPresent(row -> add(row, unusable, added));
      change.before().ifPresent(row -> add(row, usable, deleted));
    }

    private static void add(Row row, List<Change> changes, Map<Reason, Long> counts) {
      counts.merge(Rejected.reason(row), 1L, Long::sum);
      if (Rejected.kind(row) == Kind.SETTING && changes.size() < KEPT) {
        var position = text(row, PARTITION) + " offset " + text(row, OFFSET);
        changes.add(new Change(position, Rejected.reason(row), (String) row.get(DETAIL), (String) row.get(CONTENT)));
      }
    }

    private static String text(Row row, int column) {
      return row.find(column).map(Object::toString).orElse("-");
    }

    RejectedEffect effect() {
      return new RejectedEffect(unusable, usable, added, deleted);
    }
  }
}
