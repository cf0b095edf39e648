package io.meterline.connect.imports;

import io.meterline.connect.formats.MeterReading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a file of readings turned out to be, for one line such as {@code r.xml: Green Button XML, 2 meters, 15 minutes, Wh}. */
final class FileFacts {
  /** More different lengths than that are not intervals of a meter. */
  private static final int MOST_LENGTHS = 1000;

  private final Path path;
  private final String title;
  private final Set<String> meters = new HashSet<>();
  private final Set<String> units = new LinkedHashSet<>();
  private final Map<Integer, Long> lengths = new HashMap<>();
  private String lastMeter = "";
  private int lastLength;
  private long lastCount;

  FileFacts(Path path, String title) {
    this.path = path;
    this.title = title;
  }

  void add(MeterReading reading) {
    if (!reading.device().equals(lastMeter)) {
      lastMeter = reading.device();
      meters.add(lastMeter);
    }
    if (reading.reading().seconds() != lastLength) {
      countLast();
      lastLength = reading.reading().seconds();
    }
    lastCount++;
  }

  /** Mostly all lengths of a file are the same. */
  private void countLast() {
    if (lastCount > 0 && lengths.size() < MOST_LENGTHS) {
      lengths.merge(lastLength, lastCount, Long::sum);
    }
    lastCount = 0;
  }

  void unit(String unit) {
    units.add(unit);
  }

  /** The line. */
  String line() {
    countLast();
    var parts = new ArrayList<>(List.of(title, meters.size() == 1 ? "1 meter" : meters.size() + " meters"));
    if (!lengths.isEmpty()) {
      // Of lengths that are as frequent, the shortest.
      var usual = Collections.max(new TreeMap<>(lengths).entrySet(), Map.Entry.comparingByValue());
      parts.add(length(usual.getKey()));
    }
    if (!units.isEmpty()) {
      parts.add(String.join(" and ", units));
    }
    return path + ": " + String.join(", ", parts);
  }

  /** A length in the largest unit of which it is a whole number. */
  static String length(int seconds) {
    var length = Duration.ofSeconds(seconds);
    if (seconds > 0 && length.equals(Duration.ofDays(length.toDays()))) {
      return counted(length.toDays(), "day");
    }
    if (seconds > 0 && length.equals(Duration.ofHours(length.toHours()))) {
      return counted(length.toHours(), "hour");
    }
    return seconds > 0 && length.equals(Duration.ofMinutes(length.toMinutes()))
        ? counted(length.toMinutes(), "minute")
        : counted(seconds, "second");
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
