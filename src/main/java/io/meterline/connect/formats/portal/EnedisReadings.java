package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.RegisterReads;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.Printable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Passes the readings of a file of Enedis: of consumption and production, of load curves and counters. */
final class EnedisReadings {
  private static final Set<String> ACTIVE = Set.of("", "ea", "pa", "energie active", "puissance active");
  private static final Set<String> CONSUMPTION = Set.of("", "cons", "consommation", "soutirage");
  private static final Set<String> PRODUCTION = Set.of("prod", "production", "injection");

  /** Codes of values that are estimated, reconstructed, or corrected. */
  private static final Set<String> ESTIMATED = Set.of("e", "h", "p", "c");

  private static final int MAX_TEXT = 40;

  private final FormatOptions options;
  private final ReadingOutput out;
  private final RegisterReads reads;
  private final Map<String, IntervalSums> sums = new LinkedHashMap<>();
  private final Set<String> withCurve = new HashSet<>();
  private final Map<String, String> plain = new BoundedMap<>();
  private boolean hasReads;

  EnedisReadings(FormatOptions options, ReadingOutput out) {
    this.options = options;
    this.out = out;
    this.reads = new RegisterReads(out, options.maxWatts());
  }

  /**
   * Where values belong.
   *
   * @param device the device of their readings
   * @param isNegative whether energy is negated
   * @param name the name of the series
   */
  record Target(String device, boolean isNegative, String name, EnergyUnit unit) {}

  boolean isActive(String physical) {
    return ACTIVE.contains(plain(physical));
  }

  private String plain(String text) {
    return plain.computeIfAbsent(text, Heading::plain);
  }

  static Quality quality(String nature) {
    var code = nature.toLowerCase(Locale.ROOT);
    return ESTIMATED.contains(code) || code.startsWith("estim") ? Quality.ESTIMATED : Quality.MEASURED;
  }

  /** The target of values of a meter; empty, and counted, if they are neither consumption nor production. */
  Optional<Target> target(String meter, String business, EnergyUnit unit) {
    var direction = plain(business);
    if (CONSUMPTION.contains(direction)) {
      return Optional.of(new Target(meter, false, meter, unit));
    }
    if (!PRODUCTION.contains(direction)) {
      out.leftOut("values of '" + Printable.quote(business, MAX_TEXT) + "'");
      return Optional.empty();
    }
    var name = meter + "/export";
    return Optional.of(
        switch (options.export()) {
          case APART -> new Target(name, false, name, unit);
          case NEGATIVE -> new Target(meter, true, name, unit);
        });
  }

  /** Adds the value of an interval. */
  void add(Target target, Instant start, int seconds, BigDecimal value, Quality quality, Place place) {
    try {
      out.unit(target.unit().toString());
      var energy = target.unit().milliwattHours(value, seconds);
      withCurve.add(target.name());
      switch (options.export()) {
        case APART -> out.reading(MeterReading.of(target.device(), start, seconds, energy).of(quality), place);
        case NEGATIVE ->
            sums.computeIfAbsent(target.device(), IntervalSums::new)
                .add(target.name(), start, seconds, target.isNegative() ? -energy : energy, quality, place.line());
      }
    } catch (BadRow bad) {
      out.rejected(place, bad.getMessage());
    }
  }

  /** Adds a read of a counter, in units of energy. A counter of production is always a device of its own. */
  void addRead(Target target, Instant at, BigDecimal value, Place place) throws BadRow {
    out.unit(target.unit().toString());
    if (target.isNegative()) {
      out.note(target.name() + ": is a counter, so its energy is that of this device, and not negative energy of " + target.device());
    }
    reads.add(target.name(), at, target.unit().milliwattHours(value, 1), place);
    hasReads = true;
  }

  /** Passes what is held. Reads of counters are used only in a file without load curve, which has the same energy. */
  void finish() {
    sums.values().forEach(device -> device.finish(out));
    if (hasReads && withCurve.isEmpty()) {
      reads.finish();
    } else if (hasReads) {
      out.note("the index is left out, as the file has the load curve too");
    }
  }
}
