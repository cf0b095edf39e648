package io.meterline.connect.imports;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvFile;
import io.meterline.connect.csv.CsvShape;
import io.meterline.connect.csv.TextFile;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads proposed settings changes from a CSV file with the columns that an import reads. */
public final class ProposedFile {
  private ProposedFile() {}

  /**
   * Reads all rows.
   *
   * @return the changes in the order of the file; their positions mean nothing
   * @throws MeterlineException if the file cannot be read, lacks a column, has no rows, or a cell cannot be read; the message names the
   *     file and the line
   */
  public static List<LoggedChange> read(Path path) {
    try (var text = TextFile.open(path, Optional.empty())) {
      var file = CsvFile.of(text, CsvShape.STANDARD);
      ChangeRows.check(file);
      var changes = new ArrayList<LoggedChange>();
      while (file.advance()) {
        changes.add(change(file, changes.size()));
      }
      if (changes.isEmpty()) {
        throw new MeterlineException(path + ": has no changes");
      }
      return changes;
    }
  }

  private static LoggedChange change(CsvFile file, long before) {
    try {
      return ChangeRows.change(file.row(), before);
    } catch (BadRow bad) {
      throw new MeterlineException(file.path() + ":" + file.line() + ": " + bad.getMessage() + "; nothing is planned", bad);
    }
  }
}
