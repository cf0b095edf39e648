package io.meterline.bench.live;

import io.meterline.model.log.Reading;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What Flink holds of a device. */
final class DeviceDays implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Comparator<Reading> BY_TIME = Comparator.comparingLong(Reading::atMillis);

  private final KnownVersions plans = new KnownVersions();
  private final HashMap<LocalDate, DaySums> days = new HashMap<>();
  private ArrayList<Reading> waiting = new ArrayList<>();

  /** Finds a plan's price, in micros per kilowatt-hour. */
  @FunctionalInterface
  interface Prices {
    OptionalLong of(String plan, long at);
  }

  /** As {@link KnownVersions#set}. */
  void onPlan(long from, long effectiveAt, String plan) {
    plans.set(from, effectiveAt, plan);
  }

  /** Keeps a reading until all before it are known. */
  void keep(Reading reading) {
    waiting.add(reading);
  }

  /** Adds the readings up to a watermark, and returns the days that changed. */
  Map<LocalDate, DaySums> work(long watermark, Prices prices) {
    var changed = new HashMap<LocalDate, DaySums>();
    var left = new ArrayList<Reading>();
    waiting.sort(BY_TIME);
    for (var reading : waiting) {
      if (reading.atMillis() > watermark) {
        left.add(reading);
        continue;
      }
      var date = LocalDate.ofInstant(Instant.ofEpochMilli(reading.atMillis()), ZoneOffset.UTC);
      var sums = days.computeIfAbsent(date, any -> new DaySums());
      sums.add(reading, price(reading.atMillis(), prices));
      changed.put(date, sums);
    }
    waiting = left;
    return changed;
  }

  private OptionalLong price(long at, Prices prices) {
    var plan = plans.at(at);
    return plan.isPresent() ? prices.of(plan.get(), at) : OptionalLong.empty();
  }
}
