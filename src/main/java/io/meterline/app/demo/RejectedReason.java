package io.meterline.app.demo;

import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reason why events were rejected.
 *
 * @param reason the reason's name
 * @param events number of rejected events
 * @param example the detail of the first of them
 */
public record RejectedReason(String reason, long events, String example) {
  /** The reasons in the view of a folder, the most frequent first. */
  public static List<RejectedReason> of(Path views) {
    var byReason =
        ViewRows.read(views, Rejected.VIEW, row -> row).stream()
            .collect(Collectors.groupingBy(row -> text(row, "reason"), LinkedHashMap::new, Collectors.toList()));
    return byReason.entrySet().stream()
        .map(entry -> new RejectedReason(entry.getKey(), entry.getValue().size(), text(entry.getValue().get(0), "detail")))
        .sorted(Comparator.comparingLong(RejectedReason::events).reversed().thenComparing(RejectedReason::reason))
        .toList();
  }

  private static String text(Row row, String column) {
    return ViewRows.value(row, column, String.class);
  }
}
