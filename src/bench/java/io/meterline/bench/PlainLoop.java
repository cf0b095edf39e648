package io.meterline.bench;

import io.meterline.bench.RowTotals.Sum;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.connect.parquet.ParquetFolder;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The work as plain as it can be said, to compare the contenders with: everything in memory, and every setting looked
 * for among all changes, for every reading. It shares no code with them but the reading of files. For small logs.
 */
final class PlainLoop {
  private static final long DAY_MILLIS = 86_400_000;

  private final List<LoggedChange> changes = new ArrayList<>();
  private final Map<Long, TreeMap<Long, long[]>> readings = new HashMap<>();
  private final RowTotals totals = new RowTotals();

  private PlainLoop() {}

  /** The sums of all rows that come of a log. */
  static RowTotals totals(Path data) {
    var loop = new PlainLoop();
    loop.read(data);
    loop.readings.forEach(loop::work);
    return loop.totals;
  }

  private void read(Path data) {
    SettingsReader.readArchive(data, changes::add, PlainLoop::fail);
    for (var path : ParquetFolder.files(data.resolve(LogSchemas.READINGS_FOLDER))) {
      try (var columns = new ReadingFile(path, LogData::meter)) {
        for (var rows = columns.next(); rows > 0; rows = columns.next()) {
          for (var row = 0; row < rows; row++) {
            var reading = new long[] {columns.seconds()[row], columns.milliwattHours()[row]};
            readings.computeIfAbsent(columns.device()[row], any -> new TreeMap<>()).put(columns.at()[row], reading);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void fail(Rejection rejection) {
    throw new IllegalStateException(rejection.detail());
  }

  private void work(long meter, TreeMap<Long, long[]> ofDevice) {
    var device = BenchData.device((int) meter - 1);
    var days = new HashSet<Long>();
    var costs = new HashMap<Long, Long>();
    var isOpen = false;
    for (var entry : ofDevice.entrySet()) {
      var at = entry.getKey();
      var seconds = entry.getValue()[0];
      var energy = entry.getValue()[1];
      days.add(Math.floorDiv(at, DAY_MILLIS));
      costs.merge(
          Math.floorDiv(at, DAY_MILLIS), energy * inForce(device, "price.micros.per.kwh", at), Long::sum);
      totals.add(Sum.USAGE_MILLIWATT_HOURS, energy);
      totals.add(Sum.USAGE_READINGS, 1);
      var isOver = energy * 36 > inForce(device, "alert.threshold.watts", at) * seconds * 10;
      if (isOver && !isOpen) {
        totals.add(Sum.ALERTS_ROWS, 1);
        totals.add(Sum.ALERTS_OPENED_AT, at);
      }
      if (isOver) {
        totals.add(Sum.ALERTS_MILLIWATT_HOURS, energy);
        totals.add(Sum.ALERTS_READINGS, 1);
      }
      if (!isOver && isOpen) {
        totals.add(Sum.ALERTS_CLOSED, 1);
        totals.add(Sum.ALERTS_CLOSED_AT, at);
      }
      isOpen = isOver;
    }
    totals.add(Sum.USAGE_ROWS, days.size());
    costs.values().forEach(cost -> totals.add(Sum.USAGE_COST_MICROS, Math.floorDiv(cost, 1_000_000L)));
  }

  private long inForce(String device, String setting, long at) {
    var own = "device:" + device;
    for (var scope :
        List.of(own, "plan:" + latest(own, "plan", at), "cohort:" + latest(own, "cohort", at), "everyone")) {
      var value = latest(scope, setting, at);
      if (!value.isEmpty()) {
        return Long.parseLong(value);
      }
    }
    throw new IllegalStateException("no " + setting + " for " + device);
  }

  /** The value in force; empty if there is none. */
  private String latest(String scope, String setting, long at) {
    var value = "";
    var since = Long.MIN_VALUE;
    for (var change : changes) {
      var from = change.effectiveAt().toEpochMilli();
      if (change.scope().equals(scope) && change.name().equals(setting) && from <= at && from >= since) {
        value = change.value();
        since = from;
      }
    }
    return value;
  }
}
