package io.meterline.engine.analysis;

import io.meterline.model.settings.Settings;
import io.meterline.model.settings.Tariff;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The prices of energy in force, which depend on the local time.
 *
 * @param price the price of energy
 * @param export the price of negative energy, if it has one of its own
 */
record Prices(Optional<Tariff> price, Optional<Tariff> export) {
  static Prices of(Settings settings) {
    return new Prices(settings.price(), settings.exportPrice());
  }

  /** Whether they are the same at all times. */
  boolean areFlat() {
    return (price.isEmpty() || price.get().isFlat()) && (export.isEmpty() || export.get().isFlat());
  }

  /** The rates at a local time, in local milliseconds (see {@link Tariff}). */
  Rates at(long localMillis) {
    var usual = rate(price, localMillis);
    return new Rates(usual, export.isEmpty() ? usual : rate(export, localMillis));
  }

  private static OptionalLong rate(Optional<Tariff> tariff, long localMillis) {
    return tariff.isEmpty() ? OptionalLong.empty() : OptionalLong.of(tariff.get().rateAt(localMillis));
  }

  /** Until when the rates at a local time apply, exclusive, if clocks are not changed before; both in local milliseconds. */
  long until(long localMillis) {
    var until = price.isEmpty() ? Long.MAX_VALUE : price.get().until(localMillis);
    return export.isEmpty() ? until : Math.min(until, export.get().until(localMillis));
  }

  /**
   * The rates at one time, micros per kilowatt-hour; empty where there is none.
   *
   * @param used for energy that is not negative
   * @param sentBack for negative energy
   */
  record Rates(OptionalLong used, OptionalLong sentBack) {
    /** Whether one rate, or none, applies to all energy. */
    boolean areEqual() {
      return used.equals(sentBack);
    }
  }
}
