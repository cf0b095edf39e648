package io.meterline.connect.formats.nem;

import io.meterline.connect.csv.Decimals;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.formats.nem.NemStream.Flow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * A 250 record of NEM13: the energy between two reads of a register (MDFF, "Basic meter data record").
 *
 * @param meter the NMI
 * @param register the NMISuffix, such as {@code 11}
 * @param flow from DirectionIndicator: {@code E} is consumed, {@code I} exported, as seen from the home
 * @param from when the register was read before, local time
 * @param to when it was read, local time
 * @param milliwattHours Quantity, or the difference of the reads if that is missing
 * @param isEstimated whether one of the reads is estimated
 * @param updated UpdateDateTime
 * @param line the number of its line
 */
record NemRead(
    String meter,
    String register,
    Flow flow,
    LocalDateTime from,
    LocalDateTime to,
    long milliwattHours,
    boolean isEstimated,
    Optional<Instant> updated,
    long line) {
  private static final int NMI = 1;
  private static final int REGISTER_ID = 3;
  private static final int SUFFIX = 4;
  private static final int DIRECTION = 7;
  private static final int PREVIOUS = 8;
  private static final int CURRENT = 13;
  private static final int TIME = 1;
  private static final int QUALITY = 2;
  private static final int QUANTITY = 18;
  /** The cell of the unit. */
  static final int UNIT = 19;

  private static final int UPDATED = 21;

  /** What a record's values are if they cannot be readings; empty if they can. */
  static Optional<String> leftOut(NemCells cells) throws BadRow {
    if (NemQuality.of(cells.text(CURRENT + QUALITY)) == NemQuality.NONE) {
      return Optional.of("value of quality N, which is none");
    }
    var unit = cells.text(UNIT);
    return NemStream.unit(unit).isEmpty() ? Optional.of("register in " + (unit.isEmpty() ? "no unit" : unit)) : Optional.empty();
  }

  /**
   * Reads a record that is not left out.
   *
   * @throws BadRow if it is not the energy between two reads
   */
  static NemRead of(NemCells cells, NemTimes times, long line) throws BadRow {
    if (cells.text(NMI).isEmpty()) {
      throw new BadRow("the NMI is missing");
    }
    var from = NemTimes.time(cells.text(PREVIOUS + TIME));
    var to = NemTimes.time(cells.text(CURRENT + TIME));
    if (!from.isBefore(to)) {
      throw new BadRow("the previous read, at " + from + ", is not before the current one, at " + to);
    }
    var suffix = cells.text(SUFFIX);
    var isEstimated = NemQuality.of(cells.text(PREVIOUS + QUALITY)) == NemQuality.ESTIMATED
        || NemQuality.of(cells.text(CURRENT + QUALITY)) == NemQuality.ESTIMATED;
    var updated = cells.text(UPDATED);
    var flow = flow(cells.text(DIRECTION));
    return new NemRead(
        cells.text(NMI),
        suffix.isEmpty() ? cells.text(REGISTER_ID) : suffix,
        flow,
        from,
        to,
        energy(cells, flow),
        isEstimated,
        updated.isEmpty() ? Optional.empty() : Optional.of(times.instant(NemTimes.time(updated))),
        line);
  }

  private static Flow flow(String direction) throws BadRow {
    return switch (direction.toUpperCase(Locale.ROOT)) {
      case "E" -> Flow.CONSUMED;
      case "I", "B" -> Flow.EXPORTED;
      default -> throw new BadRow("the DirectionIndicator is '" + direction + "', not E or I");
    };
  }

  /** Some providers give energy that is sent back as negative, beside the direction: it is sent back once. */
  private static long energy(NemCells cells, Flow flow) throws BadRow {
    var unit = NemStream.unit(cells.text(UNIT)).orElseThrow();
    var quantity = cells.text(QUANTITY);
    var value = quantity.isEmpty() ? difference(cells) : decimal("Quantity", quantity);
    var energy = unit.milliwattHours(value, 0);
    return flow == Flow.EXPORTED ? Math.abs(energy) : energy;
  }

  private static BigDecimal difference(NemCells cells) throws BadRow {
    var previous = decimal("PreviousRegisterRead", cells.text(PREVIOUS));
    var difference = decimal("CurrentRegisterRead", cells.text(CURRENT)).subtract(previous);
    if (difference.signum() < 0) {
      throw new BadRow("the Quantity is missing, and the register was higher at the previous read");
    }
    return difference;
  }

  private static BigDecimal decimal(String name, String text) throws BadRow {
    return Decimals.parse(text).orElseThrow(() -> new BadRow(name + " is '" + text + "', not a decimal number"));
  }

  /** Whether it replaces another record of the register and times, which comes before it in the file. */
  boolean replaces(NemRead earlier) {
    return updated.isEmpty() || earlier.updated.isEmpty() || !updated.get().isBefore(earlier.updated.get());
  }
}
