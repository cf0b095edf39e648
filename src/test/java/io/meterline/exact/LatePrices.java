package io.meterline.exact;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What prices of one plan that were logged late change, worked out from the log alone. All changes of the price are {@code
 * SET}, and all late ones were logged at one time.
 */
final class LatePrices {
  private static final ZoneId ZONE = ZoneId.of("Australia/Sydney");

  private final List<Span> spans = new ArrayList<>();
  private final Map<String, TreeMap<Instant, String>> plans = new HashMap<>();
  private final String plan;

  /** A time in which the price known now is another than was known then. */
  private record Span(Instant from, Instant until, long extraThen) {
    boolean has(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /** A row of usage. */
  record DeviceDate(String device, LocalDate date) {}

  LatePrices(String plan, List<LoggedChange> changes) {
    this.plan = plan;
    var onTime = new TreeMap<Instant, Long>();
    var late = new ArrayList<LoggedChange>();
    for (var change : changes) {
      if (change.name().equals("plan")) {
        var device = change.scope().substring("device:".length());
        plans.computeIfAbsent(device, any -> new TreeMap<>()).put(change.effectiveAt(), change.value());
      }
      if (change.scope().equals("plan:" + plan) && change.name().equals("price.micros.per.kwh")) {
        if (change.position().loggedAt().isAfter(change.effectiveAt())) {
          late.add(change);
        } else {
          onTime.put(change.effectiveAt(), Long.parseLong(change.value()));
        }
      }
    }
    addSpans(onTime, late);
  }

  /**
   * Now, a late price holds from when it is effective to the next one on time, in place of the one on time. Then, it never holds:
   * when it was logged, that next one was known, and overrides it.
   */
  private void addSpans(TreeMap<Instant, Long> onTime, List<LoggedChange> late) {
    for (var change : late) {
      var from = change.effectiveAt();
      var until = onTime.higherKey(from);
      if (!until.isBefore(change.position().loggedAt())) {
        throw new IllegalArgumentException("the price on time after " + change + " is later than its correction");
      }
      spans.add(new Span(from, until, onTime.floorEntry(from).getValue() - Long.parseLong(change.value())));
    }
  }

  /** How much more each row of usage cost then than now, in millionths of micros, unrounded; rows without are left out. */
  Map<DeviceDate, Long> extraThen(List<LoggedReading> readings) {
    var extra = new HashMap<DeviceDate, Long>();
    for (var logged : readings) {
      var at = logged.reading().at();
      if (isOnPlan(logged.device(), at)) {
        for (var span : spans) {
          if (span.has(at) && logged.reading().milliwattHours() != 0) {
            var row = new DeviceDate(logged.device(), LocalDate.ofInstant(at, ZONE));
            extra.merge(row, Math.multiplyExact(logged.reading().milliwattHours(), span.extraThen), Math::addExact);
          }
        }
      }
    }
    return extra;
  }

  private boolean isOnPlan(String device, Instant at) {
    return plan.equals(plans.get(device).floorEntry(at).getValue());
  }
}
