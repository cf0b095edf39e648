package io.meterline.connect.formats.nem;

import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.csv.BadRow;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a 200 record of NEM12 says of the values after it (MDFF, "NMI data details record").
 *
 * @param meter the NMI
 * @param register the NMISuffix, such as {@code E1}: a letter for the kind of energy, and the number of the meter
 * @param configured the registers of the meter, as NMIConfiguration names them; empty if it does not
 * @param unit the unit of the values; empty if it is no unit of energy or power
 * @param unitText the unit as in the file
 * @param minutes the length of the intervals, a divisor of a day
 */
record NemStream(
    String meter, String register, Set<String> configured, Optional<EnergyUnit> unit, String unitText, int minutes) {
  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final Pattern REGISTER = Pattern.compile("[A-Z][0-9A-Z]");
  private static final Pattern MINUTES = Pattern.compile("[0-9]{1,4}");
  private static final int NMI = 1;
  private static final int CONFIGURATION = 2;
  private static final int REGISTER_ID = 3;
  private static final int SUFFIX = 4;
  private static final int UNIT = 7;
  private static final int LENGTH = 8;

  /** What a register measures: the first letter of its suffix (AEMO's National Metering Identifier Procedure, "NMI suffix"). */
  enum Flow {
    /** {@code E}: energy from the grid. AEMO calls it export, as seen from the market. */
    CONSUMED,
    /** {@code B}: energy sent back to the grid. */
    EXPORTED,
    /** Reactive energy, check meters, averages, net values and others. */
    OTHER
  }

  NemStream {
    configured = Set.copyOf(configured);
  }

  /**
   * Reads a 200 record.
   *
   * @throws BadRow if it does not say what its values are
   */
  static NemStream of(NemCells cells) throws BadRow {
    var meter = cells.text(NMI);
    if (meter.isEmpty()) {
      throw new BadRow("the NMI is missing");
    }
    var configured = registers(cells.text(CONFIGURATION));
    var unit = cells.text(UNIT);
    return new NemStream(meter, register(cells, configured), configured, unit(unit), unit, minutes(cells.text(LENGTH)));
  }

  /** The suffix; the register ID or the only configured register if it is missing. */
  private static String register(NemCells cells, Set<String> configured) throws BadRow {
    for (var index : new int[] {SUFFIX, REGISTER_ID}) {
      var text = cells.text(index).toUpperCase(Locale.ROOT);
      if (REGISTER.matcher(text).matches()) {
        return text;
      }
    }
    if (cells.text(SUFFIX).isEmpty() && configured.size() == 1) {
      return configured.iterator().next();
    }
    throw new BadRow("the NMISuffix is '" + cells.text(SUFFIX) + "', not a letter and a digit such as E1");
  }

  /** NMIConfiguration, such as {@code E1B1Q1}. */
  private static Set<String> registers(String configuration) {
    var registers = new LinkedHashSet<String>();
    REGISTER.matcher(configuration.toUpperCase(Locale.ROOT)).results().forEach(one -> registers.add(one.group()));
    return registers;
  }

  private static int minutes(String text) throws BadRow {
    var minutes = MINUTES.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (minutes == 0 || MINUTES_OF_DAY % minutes != 0) {
      throw new BadRow("the IntervalLength is '" + text + "', not minutes such as 30 that divide a day");
    }
    return minutes;
  }

  /** The unit with a name, in any case; empty if it is no unit of energy or power. */
  static Optional<EnergyUnit> unit(String text) {
    return Arrays.stream(EnergyUnit.values()).filter(unit -> unit.toString().equalsIgnoreCase(text)).findFirst();
  }

  Flow flow() {
    return flow(register);
  }

  /** What a register measures. */
  static Flow flow(String register) {
    return switch (register.charAt(0)) {
      case 'E' -> Flow.CONSUMED;
      case 'B' -> Flow.EXPORTED;
      default -> Flow.OTHER;
    };
  }

  /** What its values are if they cannot be readings, without the number of the meter; empty if they can. */
  Optional<String> leftOut() {
    return flow() == Flow.OTHER || unit.isEmpty()
        ? Optional.of("register " + register.charAt(0) + " (" + (unitText.isEmpty() ? "no unit" : unitText) + ")")
        : Optional.empty();
  }
}
