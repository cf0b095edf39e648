package io.meterline.connect.formats;

import io.meterline.connect.csv.BadRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;

/** The unit of the values of a file: of energy in an interval, or of mean power over it. */
public enum EnergyUnit {
  WH("Wh", 1_000, Kind.ENERGY),
  KWH("kWh", 1_000_000, Kind.ENERGY),
  MWH("MWh", 1_000_000_000, Kind.ENERGY),
  W("W", 1_000, Kind.POWER),
  KW("kW", 1_000_000, Kind.POWER);

  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private final String text;
  private final BigDecimal milli;
  private final Kind kind;

  EnergyUnit(String text, long milli, Kind kind) {
    this.text = text;
    this.milli = BigDecimal.valueOf(milli);
    this.kind = kind;
  }

  private enum Kind {
    ENERGY,
    POWER
  }

  /** The unit of energy with a name, such as {@code kWh} or {@code KWH}; empty if there is none. */
  public static Optional<EnergyUnit> ofEnergy(String name) {
    return Arrays.stream(values()).filter(unit -> unit.kind == Kind.ENERGY && unit.isNamed(name)).findFirst();
  }

  /** The unit with a name, such as {@code kW} or {@code KW}; empty if there is none. */
  public static Optional<EnergyUnit> named(String name) {
    return Arrays.stream(values()).filter(unit -> unit.isNamed(name)).findFirst();
  }

  /** Whatever the case, except that a small m is milli. */
  private boolean isNamed(String name) {
    return text.equalsIgnoreCase(name) && !(name.startsWith("m") && this == MWH);
  }

  /**
   * The energy of an interval in milliwatt-hours, rounded half-even. Mean power in watts over an interval of {@code s} seconds is
   * {@code s / 3600} watt-hours per watt.
   *
   * @param seconds the length of the interval; only for units of power
   * @throws BadRow if it does not fit in 64 bits
   */
  public long milliwattHours(BigDecimal value, int seconds) throws BadRow {
    var milliwatts = value.multiply(milli);
    var energy =
        switch (kind) {
          case ENERGY -> milliwatts.setScale(0, RoundingMode.HALF_EVEN);
          case POWER -> milliwatts.multiply(BigDecimal.valueOf(seconds)).divide(SECONDS_PER_HOUR, 0, RoundingMode.HALF_EVEN);
        };
    try {
      return energy.longValueExact();
    } catch (ArithmeticException e) {
      throw new BadRow(value + " " + text + " is too large for 64 bits");
    }
  }

  /** Whether values are mean power, so that energy depends on the length of the interval. */
  public boolean isPower() {
    return kind == Kind.POWER;
  }

  @Override
  public String toString() {
    return text;
  }
}
