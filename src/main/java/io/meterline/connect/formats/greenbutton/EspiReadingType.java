package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.MeterReading.Quality;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A ReadingType of ESPI: what values are. Numbers are those of the enumerations in NAESB's {@code espi.xsd}.
 *
 * @param numbers its elements that are whole numbers, by name
 */
record EspiReadingType(Map<String, Integer> numbers) {
  private static final String UOM = "uom";
  private static final String FLOW = "flowDirection";
  private static final String ACCUMULATION = "accumulationBehaviour";
  private static final String QUALIFIER = "dataQualifier";
  private static final int WATT_HOURS = 72;
  private static final int WATTS = 38;
  private static final Map<Integer, String> UNITS =
      Map.ofEntries(
          Map.entry(0, "no unit"), Map.entry(5, "A"), Map.entry(23, "degrees Celsius"), Map.entry(29, "V"), Map.entry(31, "J"),
          Map.entry(33, "Hz"), Map.entry(38, "W"), Map.entry(42, "m3"), Map.entry(61, "VA"), Map.entry(63, "VAr"),
          Map.entry(65, "power factor"), Map.entry(71, "VAh"), Map.entry(72, "Wh"), Map.entry(73, "VArh"), Map.entry(80, "currency"),
          Map.entry(106, "Ah"), Map.entry(119, "ft3"), Map.entry(120, "ft3 compensated"), Map.entry(128, "US gallons"),
          Map.entry(130, "imperial gallons"), Map.entry(132, "BTU"), Map.entry(133, "BTU/h"), Map.entry(134, "litres"),
          Map.entry(169, "therms"));

  EspiReadingType {
    numbers = Map.copyOf(numbers);
  }

  /** Which way energy flows. */
  enum Flow {
    /** From the grid: forward (1), or not said. */
    DELIVERED,
    /** To the grid: reverse (19), a positive value. */
    RECEIVED,
    /** Delivered less received (4), a signed value. */
    NET,
    /** The sum of both, single quadrants and others. */
    OTHER
  }

  /** What a value is a measure of. */
  enum Values {
    /** Of an interval: delta (4), or not said; also indicating (6) and instantaneous (12). */
    INTERVAL,
    /** Of a counter: bulk quantity (1), cumulative (3) and summation (9). */
    COUNTER,
    /** Sums of demand, delayed and latching values. */
    OTHER
  }

  private int number(String name, int missing) {
    return numbers.getOrDefault(name, missing);
  }

  Flow flow() {
    return switch (number(FLOW, 1)) {
      case 0, 1 -> Flow.DELIVERED;
      case 19 -> Flow.RECEIVED;
      case 4 -> Flow.NET;
      default -> Flow.OTHER;
    };
  }

  Values values() {
    return switch (number(ACCUMULATION, 4)) {
      case 0, 4, 6, 12 -> Values.INTERVAL;
      case 1, 3, 9 -> isPower() ? Values.OTHER : Values.COUNTER;
      default -> Values.OTHER;
    };
  }

  /** Whether values were measured in a moment, by indicating (6) or instantaneous (12). */
  boolean isSampled() {
    return number(ACCUMULATION, 4) == 6 || number(ACCUMULATION, 4) == 12;
  }

  private boolean isPower() {
    return number(UOM, 0) == WATTS;
  }

  /** The unit; empty if it is neither watt-hours nor watts. */
  Optional<EnergyUnit> unit() {
    return switch (number(UOM, 0)) {
      case WATT_HOURS -> Optional.of(EnergyUnit.WH);
      case WATTS -> Optional.of(EnergyUnit.W);
      default -> Optional.empty();
    };
  }

  /** What its values are if they cannot be readings; empty if they can. */
  Optional<String> leftOut() {
    var uom = number(UOM, 0);
    var unit = UNITS.getOrDefault(uom, "uom " + uom);
    if (unit().isEmpty()) {
      return Optional.of("value in " + unit);
    }
    if (flow() == Flow.OTHER) {
      return Optional.of("value in " + unit + " of flowDirection " + number(FLOW, 1) + (number(FLOW, 1) == 20 ? ", total" : ""));
    }
    if (values() == Values.OTHER) {
      return Optional.of("value in " + unit + " of accumulationBehaviour " + number(ACCUMULATION, 4));
    }
    return switch (number(QUALIFIER, 12)) {
      case 0, 2, 12, 26 -> Optional.empty();
      case 8 -> Optional.of("maximum in " + unit);
      case 9 -> Optional.of("minimum in " + unit);
      default -> Optional.of("value in " + unit + " of dataQualifier " + number(QUALIFIER, 12));
    };
  }

  /** The power of ten that values are multiplied by. */
  int powerOfTen() {
    return number("powerOfTenMultiplier", 0);
  }

  /** The length of intervals in seconds; empty if it gives none. */
  OptionalInt intervalLength() {
    var seconds = number("intervalLength", 0);
    return seconds > 0 ? OptionalInt.of(seconds) : OptionalInt.empty();
  }

  /** The quality of a reading that gives none. */
  OptionalInt defaultQuality() {
    return numbers.containsKey("defaultQuality") ? OptionalInt.of(number("defaultQuality", 0)) : OptionalInt.empty();
  }

  /**
   * Whether a QualityOfReading is an estimate: edited (7), from a reference day (8), interpolated (9), projected (12), mixed (13), or
   * adjusted for weather (15). Raw, validated, questionable and derived values were measured.
   */
  static Quality quality(int quality) {
    return switch (quality) {
      case 7, 8, 9, 12, 13, 15 -> Quality.ESTIMATED;
      default -> Quality.MEASURED;
    };
  }

  /**
   * What tells kinds of readings of a UsagePoint apart.
   *
   * @param isReceivedNegative whether energy received is part of the same readings as energy delivered
   */
  String kind(boolean isReceivedNegative) {
    var way = flow() == Flow.RECEIVED && isReceivedNegative ? Flow.DELIVERED : flow();
    return way + " " + unit() + " " + values() + " " + intervalLength() + " " + number("phase", 0) + " " + number("tou", 0) + " "
        + number("consumptionTier", 0) + " " + number("cpp", 0);
  }
}
