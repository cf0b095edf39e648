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
import java.util.stream.Stream;

/**
 * The events that are rejected on one side only.
 *
 * @param unusable settings changes that are rejected only after, among them those logged since, at most {@link #KEPT}
 * @param usable settings changes that are rejected only before, at most {@link #KEPT}
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

    /** The rows of the event that came last, which follow each other. */
    private final List<Row> before = new ArrayList<>();
    private final List<Row> after = new ArrayList<>();

    void add(RowChange change) {
      var last = Stream.concat(before.stream(), after.stream()).findFirst();
      if (last.isPresent() && !(change.any().has(OFFSET) && last.get().key().equals(change.any().key()))) {
        flush();
      }
      change.before().ifPresent(before::add);
      change.after().ifPresent(after::add);
    }

    /** An event that is rejected before and after, with other words, is rejected all the same. */
    private void flush() {
      var both = Math.min(before.size(), after.size());
      after.subList(both, after.size()).forEach(row -> add(row, unusable, added));
      before.subList(both, before.size()).forEach(row -> add(row, usable, deleted));
      before.clear();
      after.clear();
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
      flush();
      return new RejectedEffect(unusable, usable, added, deleted);
    }
  }
}
