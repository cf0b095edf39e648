package io.meterline.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A log that grows: its events, and batches of events logged later, which come after them in their partitions. Small enough to
 * print; its printed form can be parsed, to reproduce a failure.
 *
 * @param base the log at first
 * @param batches what is logged then, one batch after the other; a batch may be empty
 */
public record GrowingLog(Log base, List<Log> batches) {
  private static final String MARK = "--- ";

  public GrowingLog {
    batches = List.copyOf(batches);
  }

  /** Parses the printed form. */
  public static GrowingLog parse(String text) {
    var logs =
        Arrays.stream(text.strip().split("(?m)^" + MARK + ".*\n"))
            .filter(part -> !part.isBlank())
            .map(part -> part.split("\n\n"))
            .map(parts -> Log.parse(parts[0] + "\n", parts[1] + "\n"))
            .toList();
    return new GrowingLog(logs.get(0), logs.subList(1, logs.size()));
  }

  /** The log after a number of batches. */
  public Log after(int count) {
    var readings = new ArrayList<>(base.readings());
    var changes = new ArrayList<>(base.changes());
    for (var batch : batches.subList(0, count)) {
      readings.addAll(batch.readings());
      changes.addAll(batch.changes());
    }
    return new Log(readings, changes);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("\n" + MARK + "base\n" + base.asCsv());
    for (var i = 0; i < batches.size(); i++) {
      text.append("\n" + MARK + "batch ").append(i + 1).append('\n').append(batches.get(i).asCsv());
    }
    return text.toString();
  }
}
