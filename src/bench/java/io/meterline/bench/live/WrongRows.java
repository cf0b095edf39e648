package io.meterline.bench.live;

import java.util.HashSet;
import java.util.Map;

/**
 * Rows at the end of a run, held against those of a replay of the same log.
 *
 * @param rows how many there should be
 * @param missing how many of them are not there
 * @param extra how many are there that should not be
 * @param different how many have another value in a column
 */
public record WrongRows(long rows, long missing, long extra, long different) {
  /** Compares rows by device and day. */
  static WrongRows of(Map<UsageOfDay.Key, UsageOfDay> published, Map<UsageOfDay.Key, UsageOfDay> expected) {
    var missing = new HashSet<>(expected.keySet());
    missing.removeAll(published.keySet());
    var extra = new HashSet<>(published.keySet());
    extra.removeAll(expected.keySet());
    var different =
        published.entrySet().stream()
            .filter(row -> expected.containsKey(row.getKey()) && !expected.get(row.getKey()).equals(row.getValue()))
            .count();
    return new WrongRows(expected.size(), missing.size(), extra.size(), different);
  }

  /** All of them. */
  public long wrong() {
    return missing + extra + different;
  }
}
