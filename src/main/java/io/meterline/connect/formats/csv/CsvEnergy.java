package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.parquet.LogSchemas;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The columns of CSV files for energy, mean power, or the state of a counter. A row has one of them. */
enum CsvEnergy {
  KWH("kwh", EnergyUnit.KWH),
  MILLIWATT_HOURS(LogSchemas.MILLIWATT_HOURS, null),
  WH("wh", EnergyUnit.WH),
  /** Megawatt-hours. */
  MWH("mwh", EnergyUnit.MWH),
  WATTS("watts", EnergyUnit.W),
  KW("kw", EnergyUnit.KW),
  /** In the unit that the user says. */
  VALUE("value", null),
  /** The state of a counter, in the unit that the user says. */
  REGISTER("register", null);

  private final String column;
  private final Optional<EnergyUnit> unit;

  CsvEnergy(String column, EnergyUnit unit) {
    this.column = column;
    this.unit = Optional.ofNullable(unit);
  }

  /** Its name. */
  String column() {
    return column;
  }

  /** The unit of its values; empty for whole milliwatt-hours. */
  Optional<EnergyUnit> unit(CsvOptions options) {
    return takesUnit() ? Optional.of(options.unit().orElse(EnergyUnit.KWH)) : unit;
  }

  /** Whether the user may say its unit. */
  boolean takesUnit() {
    return this == VALUE || this == REGISTER;
  }

  /** The names of all. */
  static List<String> columns() {
    return Arrays.stream(values()).map(CsvEnergy::column).toList();
  }
}
