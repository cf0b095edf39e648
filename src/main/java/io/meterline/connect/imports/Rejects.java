package io.meterline.connect.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes the rows that could not be imported to a CSV file, which is created only if there are any. */
final class Rejects implements AutoCloseable {
  private static final String[] COLUMNS = {"file", "line", "reason", "row"};

  /** What a spreadsheet may interpret as a formula. */
  private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r\uFF1D\uFF0B\uFF0D\uFF20].*");

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");

  private final Optional<Path> file;
  private final RejectReasons reasons = new RejectReasons();
  private Optional<OutputStream> out = Optional.empty();
  private Optional<CSVPrinter> printer = Optional.empty();
  private long count;

  /**
   * Writes to a file.
   *
   * @param file does not exist yet; if empty, rows are only counted
   */
  Rejects(Optional<Path> file) {
    this.file = file;
  }

  /** Records a row. */
  void add(Path from, long line, String reason, String row) {
    count++;
    reasons.add(from, line, reason);
    if (file.isPresent()) {
      write(from, line, reason, row);
    }
  }

  private void write(Path from, long line, String reason, String row) {
    try {
      if (printer.isEmpty()) {
        var format = CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator('\n').get();
        out = Optional.of(Files.newOutputStream(file.orElseThrow()));
        printer = Optional.of(new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out.get(), UTF_8)), format));
      }
      printer.get().printRecord(cell(from.toString()), line, cell(reason), cell(row));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * A text that is safe to open in a spreadsheet, which would run what looks like a formula, and to print to a
   * terminal.
   */
  static String cell(String text) {
    var isFormula = FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
    return (isFormula ? "'" : "") + Printable.lines(text);
  }

  /** The number of rows recorded. */
  long count() {
    return count;
  }

  /** The reasons, the most frequent first; each with its first row. */
  List<Finding> reasons() {
    return reasons.findings();
  }

  /** Completes the file, if there is one. */
  void complete() {
    try {
      if (printer.isPresent()) {
        printer.get().flush();
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Closes the file directly: if the disk is full, the JDK's writers fail without closing it. */
  @Override
  public void close() {
    try {
      if (out.isPresent()) {
        out.get().close();
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private MeterlineException failure(IOException e) {
    return new MeterlineException(Import.REJECTS + " cannot be written: " + e.getMessage(), e);
  }
}
