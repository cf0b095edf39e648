package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.FormatOptions.Registers;
import java.time.ZoneId;
import java.util.Optional;

/** Options of a test: none but those named. */
final class OptionsFor {
  private OptionsFor() {}

  static FormatOptions device(String device) {
    return with(Optional.empty(), Optional.of(device), Registers.SUM, Export.APART, CsvOptions.NONE);
  }

  static FormatOptions zone(String zone) {
    return with(Optional.of(ZoneId.of(zone)), Optional.empty(), Registers.SUM, Export.APART, CsvOptions.NONE);
  }

  static FormatOptions registers(Registers registers, Export export) {
    return with(Optional.empty(), Optional.empty(), registers, export, CsvOptions.NONE);
  }

  static FormatOptions stamp(CsvOptions.Stamp stamp) {
    var none = CsvOptions.NONE;
    return with(
        Optional.empty(),
        Optional.empty(),
        Registers.SUM,
        Export.APART,
        new CsvOptions(
            none.columns(),
            none.delimiter(),
            none.decimal(),
            none.skipLines(),
            none.encoding(),
            none.timeFormat(),
            Optional.of(stamp),
            none.unit(),
            none.values()));
  }

  private static FormatOptions with(
      Optional<ZoneId> zone, Optional<String> device, Registers registers, Export export, CsvOptions csv) {
    return new FormatOptions(zone, device, Optional.empty(), registers, export, FormatOptions.DEFAULT_MAX_WATTS, csv);
  }
}
