package io.meterline.connect.formats.portal;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvRecords;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.ReadingOutput.Place;

/** The rows of a file after its heading. */
final class BodyRows {
  private BodyRows() {}

  /** Reads one row. */
  @FunctionalInterface
  interface RowReader {
    void read(String[] cells, Place place) throws BadRow;
  }

  /** Skips the heading, and reads each row after it; those that cannot be read are rejected. */
  static void read(CsvRecords records, ReadingOutput out, RowReader row) {
    records.advance();
    while (records.advance()) {
      var place = new Place(records.line(), records::text);
      try {
        row.read(records.cells(), place);
      } catch (BadRow bad) {
        out.rejected(place, bad.getMessage());
      }
    }
  }
}
