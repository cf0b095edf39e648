package io.meterline.connect.imports;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvFile;
import io.meterline.connect.csv.CsvRow;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.util.List;

/**
 * The rows of a CSV file of settings changes. {@code logged_at} defaults to {@code effective_at}, the partition to 0, the offset to the
 * number of changes before the row.
 */
final class ChangeRows {
  private static final List<String> COLUMNS =
      List.of(
          LogSchemas.SCOPE,
          LogSchemas.NAME,
          LogSchemas.OP,
          LogSchemas.VALUE,
          LogSchemas.EFFECTIVE_AT,
          LogSchemas.AUTHOR,
          LogSchemas.REASON,
          LogSchemas.LOGGED_AT,
          LogSchemas.PARTITION,
          LogSchemas.OFFSET);

  private static final List<String> REQUIRED =
      List.of(LogSchemas.SCOPE, LogSchemas.NAME, LogSchemas.OP, LogSchemas.VALUE, LogSchemas.EFFECTIVE_AT);

  private ChangeRows() {}

  /**
   * Checks that a file has the required columns, and returns the notices about its other columns.
   *
   * @throws MeterlineException if it lacks one
   */
  static List<String> check(CsvFile file) {
    if (file.columns().containsAll(List.of(LogSchemas.DEVICE, LogSchemas.AT))) {
      throw new MeterlineException(file.path() + ": is a file of readings, not of settings changes; say --readings");
    }
    file.check(REQUIRED, COLUMNS);
    return file.columnsBesides(COLUMNS).map(unused -> file.path() + ": columns not used: " + unused).stream().toList();
  }

  /**
   * Converts a row.
   *
   * @param before the number of changes before it in the file
   * @throws BadRow if a cell is missing or cannot be read
   */
  static LoggedChange change(CsvRow row, long before) throws BadRow {
    var effectiveAt = row.time(LogSchemas.EFFECTIVE_AT);
    var position =
        new Position(
            row.findTime(LogSchemas.LOGGED_AT).orElse(effectiveAt),
            row.find(LogSchemas.PARTITION).isPresent() ? row.int32(LogSchemas.PARTITION) : 0,
            row.find(LogSchemas.OFFSET).isPresent() ? row.int64(LogSchemas.OFFSET) : before);
    return new LoggedChange(
        row.text(LogSchemas.SCOPE),
        row.text(LogSchemas.NAME),
        row.text(LogSchemas.OP),
        row.find(LogSchemas.VALUE).orElse(""),
        effectiveAt,
        row.find(LogSchemas.AUTHOR),
        row.find(LogSchemas.REASON),
        position);
  }
}
