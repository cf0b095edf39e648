package io.meterline.app.demo;

import java.util.List;
import java.util.OptionalLong;

/**
 * The usage of a home in a month.
 *
 * @param device its meter
 * @param milliwattHours energy of the month
 * @param costMicros its cost in millionths of the currency unit, empty if any of it has no price
 * @param standingMicros the standing charges in millionths of the currency unit, empty if there are none
 */
public record HomeMonth(String device, long milliwattHours, OptionalLong costMicros, OptionalLong standingMicros) {
  /** The sum of some days of one device. */
  static HomeMonth of(String device, List<UsageDay> days) {
    var energy = 0L;
    var cost = 0L;
    for (var day : days) {
      energy = Math.addExact(energy, day.milliwattHours());
      cost = Math.addExact(cost, day.costMicros().orElse(0));
    }
    var isPriced = days.stream().allMatch(day -> day.costMicros().isPresent());
    var standing = days.stream().flatMapToLong(day -> day.standingMicros().stream()).reduce(Math::addExact);
    return new HomeMonth(device, energy, isPriced ? OptionalLong.of(cost) : OptionalLong.empty(), standing);
  }
}
