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
 * The effect of prices of one plan that were logged late, computed from the log alone. All changes of the price are {@code SET},
 * and all late ones were logged at the same time.
 */
final class LatePrices {
  private static final ZoneId ZONE = ZoneId.of("Australia/Sydney");

  private final List<Span> spans = new ArrayList<>();
  private final Map<String, TreeMap<Instant, String>> plans = new HashMap<>();
  private final String plan;

  /** A span in which the price under {@code known=now} differs from that under {@code known=then}. */
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
   * Under {@code known=now}, a late price replaces the one logged on time, from its effective time to the next one. Under {@code
   * known=then} it never holds: when it was logged, the next one was already in force.
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

  /** The difference of cost, then minus now, of each row of usage, in millionths of micros, unrounded; rows without one are omitted. */
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
