package io.meterline.page.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows that have changed together, as few events: many rows of a view become one that names none of them. */
final class ChangedRows {
  /** The most devices of a view that are named. */
  static final int MAX_DEVICES = 50;

  /** The most events of a view. */
  static final int MAX_EVENTS = 200;

  private final List<FeedEvent.Rows> events;
  private final Map<String, List<FeedEvent.Rows>> byDevice = new HashMap<>();

  ChangedRows(Collection<FeedEvent.Rows> rows) {
    this.events = coalesced(rows);
    for (var row : rows) {
      row.device().ifPresent(device -> byDevice.computeIfAbsent(device, any -> new ArrayList<>()).add(row));
    }
  }

  /** The events of all rows. */
  List<FeedEvent.Rows> events() {
    return events;
  }

  /** The events of the rows of a device, all of which name it. */
  List<FeedEvent.Rows> eventsOf(String device) {
    return coalesced(byDevice.getOrDefault(device, List.of())).stream().map(one -> one.of(device)).toList();
  }

  private static List<FeedEvent.Rows> coalesced(Collection<FeedEvent.Rows> rows) {
    var byView = new LinkedHashMap<String, Set<FeedEvent.Rows>>();
    rows.forEach(row -> byView.computeIfAbsent(row.view(), any -> new LinkedHashSet<>()).add(row));
    var events = new ArrayList<FeedEvent.Rows>();
    byView.forEach((view, some) -> events.addAll(isMany(some) ? List.of(FeedEvent.Rows.any(view)) : some));
    return events;
  }

  private static boolean isMany(Set<FeedEvent.Rows> rows) {
    return rows.size() > MAX_EVENTS || rows.stream().map(FeedEvent.Rows::device).distinct().count() > MAX_DEVICES;
  }
}
