package io.meterline.connect.formats;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvFile;
import io.meterline.connect.csv.CsvRow;
import io.meterline.connect.csv.CsvShape;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Reading;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** CSV files with the columns of the log. */
final class CsvReadings implements ReadingFormat {
  /** The column of energy in kilowatt-hours, which only CSV files have. */
  private static final String KWH = "kwh";

  private static final List<String> COLUMNS =
      List.of(
          LogSchemas.DEVICE,
          LogSchemas.AT,
          LogSchemas.SECONDS,
          KWH,
          LogSchemas.MILLIWATT_HOURS,
          LogSchemas.LOGGED_AT,
          LogSchemas.PARTITION,
          LogSchemas.OFFSET);

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String title() {
    return "CSV";
  }

  @Override
  public boolean matches(String start) {
    return true;
  }

  @Override
  public void read(TextFile text, FormatOptions options, ReadingOutput out) {
    var file = CsvFile.of(text, CsvShape.STANDARD);
    check(file, out);
    while (file.advance()) {
      var place = new Place(file.line(), file::rowText);
      try {
        out.reading(reading(file.row()), place);
      } catch (BadRow bad) {
        out.rejected(place, bad.getMessage());
      }
    }
  }

  private static void check(CsvFile file, ReadingOutput out) {
    file.require(LogSchemas.DEVICE, LogSchemas.AT, LogSchemas.SECONDS);
    if (file.columns().contains(KWH) == file.columns().contains(LogSchemas.MILLIWATT_HOURS)) {
      throw new MeterlineException(
          file.path() + ": must have exactly one of the columns 'kwh' and 'milliwatt_hours'; it has " + file.columnNames());
    }
    file.columnsBesides(COLUMNS).ifPresent(unused -> out.note(file.path() + ": columns not used: " + unused));
  }

  private static MeterReading reading(CsvRow row) throws BadRow {
    var device = row.text(LogSchemas.DEVICE);
    var at = row.time(LogSchemas.AT);
    var seconds = row.int32(LogSchemas.SECONDS);
    var energy = row.columns().containsKey(KWH) ? row.kwh(KWH) : row.int64(LogSchemas.MILLIWATT_HOURS);
    return new MeterReading(
        device,
        new Reading(at.toEpochMilli(), seconds, energy),
        Quality.MEASURED,
        row.findTime(LogSchemas.LOGGED_AT),
        row.find(LogSchemas.PARTITION).isPresent() ? OptionalInt.of(row.int32(LogSchemas.PARTITION)) : OptionalInt.empty(),
        row.find(LogSchemas.OFFSET).isPresent() ? OptionalLong.of(row.int64(LogSchemas.OFFSET)) : OptionalLong.empty());
  }
}
