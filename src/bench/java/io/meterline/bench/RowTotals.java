package io.meterline.bench;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Sums of all rows, by which the contenders are compared; they wrap around. Add-only, and each part can be added up.
 */
final class RowTotals implements Rows, Serializable {
  private static final long serialVersionUID = 1;

  private final long[] sums = new long[Sum.values().length];

  /** What is summed up, named as in the file. */
  enum Sum {
    USAGE_ROWS("usage.rows"),
    USAGE_MILLIWATT_HOURS("usage.milliwatt_hours"),
    USAGE_COST_MICROS("usage.cost_micros"),
    USAGE_READINGS("usage.readings"),
    ALERTS_ROWS("alerts.rows"),
    ALERTS_CLOSED("alerts.closed"),
    ALERTS_OPENED_AT("alerts.opened_at"),
    ALERTS_CLOSED_AT("alerts.closed_at"),
    ALERTS_MILLIWATT_HOURS("alerts.milliwatt_hours"),
    ALERTS_READINGS("alerts.readings");

    private final String word;

    Sum(String word) {
      this.word = word;
    }
  }

  @Override
  public void usage(UsageRow row) {
    add(Sum.USAGE_ROWS, 1);
    add(Sum.USAGE_MILLIWATT_HOURS, row.milliwattHours());
    add(Sum.USAGE_COST_MICROS, row.costMicros());
    add(Sum.USAGE_READINGS, row.readings());
  }

  @Override
  public void alert(AlertRow row) {
    add(Sum.ALERTS_ROWS, 1);
    add(Sum.ALERTS_OPENED_AT, row.openedAt());
    if (row.closedAt() != AlertRow.OPEN) {
      add(Sum.ALERTS_CLOSED, 1);
      add(Sum.ALERTS_CLOSED_AT, row.closedAt());
    }
    add(Sum.ALERTS_MILLIWATT_HOURS, row.milliwattHours());
    add(Sum.ALERTS_READINGS, row.readings());
  }

  long of(Sum sum) {
    return sums[sum.ordinal()];
  }

  void add(Sum sum, long value) {
    sums[sum.ordinal()] += value;
  }

  void add(RowTotals other) {
    for (var i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowTotals totals && Arrays.equals(sums, totals.sums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sums);
  }

  /** The lines of the file. */
  @Override
  public String toString() {
    return Arrays.stream(Sum.values())
        .map(sum -> sum.word + "=" + sums[sum.ordinal()])
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Writes {@code totals.properties} into a folder, which is created. */
  void write(Path out) {
    try {
      Files.createDirectories(out);
      Files.writeString(out.resolve("totals.properties"), toString());
    } catch (IOException e) {
      throw new MeterlineException("cannot write totals into " + out + ": " + e.getMessage(), e);
    }
  }
}
