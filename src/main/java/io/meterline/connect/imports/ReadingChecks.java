package io.meterline.connect.imports;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.time.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * The readings of an import by device, to find what is nearly always a mistake, and to compare them with those of an archive. They are
 * held in memory up to a limit; beyond it, nothing is checked.
 */
final class ReadingChecks {
  /** The highest limit. It takes about 600 MB. */
  static final long MOST_READINGS = 20_000_000;

  /** Growing columns need room for the old and the new, and the rest of the program needs most of a small heap. */
  private static final long HEAP_PER_READING = 64;

  /** What a replay that knows all of the log uses. */
  static final ReadingRules RULES = new ReadingRules(Known.NOW, Duration.ZERO);

  private final long limit;
  private final Map<String, DeviceColumns> devices = new LinkedHashMap<>();
  private final Map<String, BitSet> replacing = new HashMap<>();
  private final Map<String, BitSet> overlapping = new HashMap<>();
  private String lastDevice = "";
  private DeviceColumns lastColumns = new DeviceColumns();
  private long size;

  /**
   * Checks up to a number of readings.
   *
   * @param limit at least 0
   */
  ReadingChecks(long limit) {
    this.limit = limit;
  }

  /** Checks as many readings as fit in the memory of this process, at most {@link #MOST_READINGS}. */
  static ReadingChecks ofHeap() {
    return new ReadingChecks(Math.min(MOST_READINGS, Runtime.getRuntime().maxMemory() / HEAP_PER_READING));
  }

  /** Adds a reading. */
  void add(String device, Reading reading) {
    add(device, reading, DeviceColumns::add);
  }

  /** Adds a reading that a run would reject. */
  void addUnusable(String device, Reading reading) {
    add(device, reading, DeviceColumns::addUnusable);
  }

  private void add(String device, Reading reading, BiConsumer<DeviceColumns, Reading> adding) {
    if (size++ >= limit) {
      if (size == limit + 1) {
        devices.replaceAll((name, columns) -> new DeviceColumns());
      }
      devices.computeIfAbsent(device, any -> new DeviceColumns());
      return;
    }
    if (!device.equals(lastDevice) || size == 1) {
      lastDevice = device;
      lastColumns = devices.computeIfAbsent(device, any -> new DeviceColumns());
    }
    adding.accept(lastColumns, reading);
  }

  /** The most readings that are checked, if there were more; empty if everything is checked. */
  OptionalLong exceeded() {
    return size > limit ? OptionalLong.of(limit) : OptionalLong.empty();
  }

  /**
   * Sorts the readings of each device, before they are compared.
   *
   * @throws MeterlineException if there are more than the limit
   */
  void sortToCompare() {
    if (exceeded().isPresent()) {
      throw new MeterlineException(
          String.format(Locale.ROOT, "more than %,d readings cannot be compared with the archive at once; append fewer files at a time", limit));
    }
    sort();
  }

  private void sort() {
    devices.values().forEach(DeviceColumns::sort);
  }

  /** Compares a reading of the archive with those of its device. */
  void compare(String device, long at, int seconds, long milliwattHours) {
    var columns = devices.get(device);
    if (columns == null) {
      return;
    }
    columns.markLogged(at, seconds, milliwattHours);
    var end = at + Math.max(0, seconds) * 1000L;
    var row = columns.firstFrom(at);
    if (row > 0 && columns.end(row - 1) > at) {
      overlapping.computeIfAbsent(device, any -> new BitSet()).set(row - 1);
    }
    for (; row < columns.size() && columns.at(row) == at; row++) {
      if (columns.energy(row) != milliwattHours) {
        replacing.computeIfAbsent(device, any -> new BitSet()).set(row);
      }
    }
    for (; row < columns.size() && columns.at(row) < end; row++) {
      overlapping.computeIfAbsent(device, any -> new BitSet()).set(row);
    }
  }

  /** The readings by device, in the order in which devices were first added. */
  Map<String, DeviceColumns> devices() {
    return devices;
  }

  /** The number of readings that are equal to one of the archive. */
  long countLogged() {
    return devices.values().stream().mapToLong(DeviceColumns::countLogged).sum();
  }

  /** Whether a reading of the import is equal to one of the archive. */
  boolean isLogged(String device, Reading reading) {
    return devices.get(device).isLogged(reading.atMillis(), reading.seconds(), reading.milliwattHours());
  }

  /** What is found in the readings that are new. */
  ReadingFindings findings() {
    sort();
    var findings = new ReadingFindings(new ReadingTotals());
    devices.forEach((device, columns) -> new OfDevice(device, columns, findings).check());
    findings.totals().meters(devices.values().stream().filter(columns -> columns.countLogged() < columns.size()).count());
    return findings;
  }

  /** The readings of a device in order of time, without those that were logged before. */
  private final class OfDevice {
    private final String device;
    private final DeviceColumns columns;
    private final ReadingFindings findings;
    private final BitSet other;
    private final BitSet across;
    private int before = -1;
    private int longest = -1;

    OfDevice(String device, DeviceColumns columns, ReadingFindings findings) {
      this.device = device;
      this.columns = columns;
      this.findings = findings;
      this.other = replacing.getOrDefault(device, new BitSet());
      this.across = overlapping.getOrDefault(device, new BitSet());
    }

    void check() {
      for (var row = 0; row < columns.size(); row++) {
        if (!columns.isLogged(row) && columns.isUnusable(row)) {
          unusable(row);
        } else if (!columns.isLogged(row)) {
          check(row);
          add(row);
          before = row;
          longest = longest < 0 || columns.end(row) > columns.end(longest) ? row : longest;
        }
      }
    }

    private void add(int row) {
      findings.totals().span(columns.at(row), columns.end(row));
      if (isLastWithItsStart(row)) {
        findings.totals().energy(device, columns.energy(row));
      }
    }

    private boolean isLastWithItsStart(int row) {
      var next = row + 1;
      while (next < columns.size() && columns.isUnusable(next)) {
        next++;
      }
      return next == columns.size() || columns.at(next) != columns.at(row);
    }

    private void unusable(int row) {
      findings.unusable(() -> device + " at " + Instant.ofEpochMilli(columns.at(row)) + ": " + why(row));
    }

    /** Why a run would reject a row. */
    private String why(int row) {
      var at = columns.at(row);
      return RULES
          .check(at, columns.seconds(row), columns.energy(row), at)
          .map(reason -> RULES.explain(reason, at, columns.seconds(row), columns.energy(row), at))
          .orElse("starts after it was logged");
    }

    private void check(int row) {
      var isSameStart = before >= 0 && columns.at(before) == columns.at(row);
      if (isSameStart && columns.energy(before) != columns.energy(row)) {
        findings.otherValue(() -> interval(before) + " of " + columns.energy(before) + " mWh and of " + columns.energy(row) + " mWh");
      } else if (isSameStart) {
        findings.repeated(() -> interval(row));
      } else if (other.get(row)) {
        findings.otherValue(() -> interval(row) + " of " + columns.energy(row) + " mWh, which the archive has with another value");
      }
      if (!isSameStart && longest >= 0 && columns.at(row) < columns.end(longest)) {
        findings.overlap(() -> interval(longest) + " and " + interval(row));
      } else if (across.get(row)) {
        findings.overlap(() -> interval(row) + " and another interval in the archive");
      }
      if (longest >= 0 && columns.at(row) > columns.end(longest)) {
        var from = columns.end(longest);
        findings.gap(
            Duration.ofMillis(columns.at(row) - from), () -> device + " from " + Instant.ofEpochMilli(from) + " to " + Instant.ofEpochMilli(columns.at(row)));
      }
    }

    private String interval(int row) {
      return device + " at " + Instant.ofEpochMilli(columns.at(row)) + " for " + columns.seconds(row) + " s";
    }
  }
}
