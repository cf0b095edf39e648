package io.meterline.app.demo;

import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Explainer;
import io.meterline.model.settings.Explanation;
import io.meterline.model.settings.Setting;
import io.meterline.model.time.Known;
import io.meterline.model.time.LocalDay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * A day whose cost was changed by a price that was logged after the day.
 *
 * @param then the day as known then
 * @param now the day as corrected; its energy is the same
 * @param at a time of the day at which the prices differ
 * @param because the change that makes them differ, logged after {@code at}
 */
public record LateCorrection(UsageDay then, UsageDay now, Instant at, LoggedChange because) {
  /** The settings that decide a price: the price itself, and those that assign a device to shared scopes. */
  private static final List<Setting> BEHIND_PRICES = List.of(Setting.PLAN, Setting.COHORT, Setting.PRICE);

  /** The correction that changed the cost of a day the most; empty if a late change explains none. */
  public static Optional<LateCorrection> largest(DemoFolder demo) {
    var changes = new ArrayList<LoggedChange>();
    SettingsReader.readArchive(demo.log(), changes::add, malformed -> {});
    var then = new HashMap<Object, UsageDay>();
    UsageDay.read(demo.views(Known.THEN)).forEach(day -> then.put(key(day), day));
    return UsageDay.read(demo.views(Known.NOW)).stream()
        .filter(now -> then.containsKey(key(now)))
        .map(now -> new Days(then.get(key(now)), now))
        .filter(Days::differOnlyInCost)
        .sorted(Comparator.comparingLong(Days::difference).reversed())
        .flatMap(days -> explained(days, changes).stream())
        .findFirst();
  }

  private static Object key(UsageDay day) {
    return List.of(day.device(), day.date(), day.zone());
  }

  private static Optional<LateCorrection> explained(Days days, List<LoggedChange> changes) {
    var explainer = new Explainer(days.now.device());
    changes.forEach(explainer::add);
    var day = LocalDay.of(days.now.date(), days.now.zone());
    for (var hour = 0; hour < day.hours(); hour++) {
      var at = Instant.ofEpochMilli(day.startMillis()).plus(Duration.ofHours(hour));
      var change = behindThePrice(explainer.explain(at, Known.NOW));
      if (change.isPresent()) {
        return Optional.of(new LateCorrection(days.then, days.now, at, change.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<LoggedChange> behindThePrice(Explanation explanation) {
    var differing = explanation.settings().stream().filter(because -> because.alternative().isPresent()).toList();
    if (differing.stream().noneMatch(because -> because.setting() == Setting.PRICE)) {
      return Optional.empty();
    }
    return differing.stream()
        .filter(because -> BEHIND_PRICES.contains(because.setting()))
        .sorted(Comparator.comparing(because -> BEHIND_PRICES.indexOf(because.setting())))
        .flatMap(because -> because.chain().stream())
        .map(link -> link.change().logged())
        .filter(change -> change.position().loggedAt().isAfter(explanation.at()))
        .findFirst();
  }

  /** A day under both values of {@code known}. */
  private record Days(UsageDay then, UsageDay now) {
    boolean differOnlyInCost() {
      return then.milliwattHours() == now.milliwattHours()
          && then.costMicros().isPresent()
          && now.costMicros().isPresent()
          && difference() != 0;
    }

    /** In millionths of the currency unit. */
    long difference() {
      return Math.abs(Math.subtractExact(now.costMicros().getAsLong(), then.costMicros().getAsLong()));
    }
  }
}
