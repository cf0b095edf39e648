package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.RegisterReads;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvDecimals;
import io.meterline.connect.csv.CsvDelimiters;
import io.meterline.connect.csv.CsvFile;
import io.meterline.connect.csv.CsvRow;
import io.meterline.connect.csv.CsvShape;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.ReadingOutput.Place;
import java.util.EnumSet;
import java.util.Set;

/**
 * CSV files: with the columns of the log, or with others that the user maps to them, see {@link CsvColumns}. Values are the energy or
 * mean power of intervals, or the states of a counter.
 */
public final class CsvReadings implements ReadingFormat {
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
  public Set<FormatOption> options() {
    return EnumSet.complementOf(EnumSet.of(FormatOption.REGISTERS, FormatOption.EXPORT));
  }

  @Override
  public void read(TextFile text, FormatOptions options, ReadingOutput out) {
    var csv = options.csv();
    var delimiter = csv.delimiter().orElseGet(() -> CsvDelimiters.of(text.start(), csv.skipLines()));
    if (csv.delimiter().isEmpty() && delimiter != ',') {
      out.note(text.path() + ": cells are separated by " + (delimiter == '\t' ? "tabs" : "'" + delimiter + "'"));
    }
    var shape = new CsvShape(delimiter, csv.skipLines());
    var hasHeader = !CsvColumns.areNumbers(csv);
    var file = hasHeader ? CsvFile.of(text, shape) : CsvFile.withoutHeader(text, shape);
    var columns = CsvColumnsFinder.find(file, options, out);
    var decimal = csv.decimal().orElseGet(() -> CsvDecimals.mark(text.start(), shape, file.index(columns.energy().column())));
    if (csv.decimal().isEmpty() && decimal != '.') {
      out.note(text.path() + ": decimal commas");
    }
    var cells = new CsvCells(options, columns, decimal);
    switch (columns.kind()) {
      case INTERVALS -> readIntervals(file, cells, out);
      case NEIGHBOURS -> readNeighbours(file, options, cells, out);
      case REGISTER -> readRegister(file, cells, out, new RegisterReads(out, options.maxWatts()));
    }
  }

  /** Takes what a row says, with its place. */
  private interface RowTaker {
    void take(CsvRow row, Place place) throws BadRow;
  }

  private static void readIntervals(CsvFile file, CsvCells cells, ReadingOutput out) {
    each(file, out, (row, place) -> out.reading(cells.reading(row), place));
  }

  private static void readNeighbours(CsvFile file, FormatOptions options, CsvCells cells, ReadingOutput out) {
    var found = new CsvNeighbours(file.path(), options, cells, out);
    each(file, out, found::add);
    found.finish();
  }

  private static void readRegister(CsvFile file, CsvCells cells, ReadingOutput out, RegisterReads reads) {
    each(
        file,
        out,
        (row, place) -> {
          var device = cells.device(row);
          reads.add(device, cells.time(row, device), cells.counter(row), place);
        });
    reads.finish();
  }

  private static void each(CsvFile file, ReadingOutput out, RowTaker taker) {
    while (file.advance()) {
      var place = new Place(file.line(), file::rowText);
      try {
        taker.take(file.row(), place);
      } catch (BadRow bad) {
        if (file.isHeaderAgain()) {
          out.leftOut("the header again");
        } else {
          out.rejected(place, bad.getMessage());
        }
      }
    }
  }
}
