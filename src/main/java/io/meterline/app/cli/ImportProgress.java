package io.meterline.app.cli;

import io.meterline.connect.imports.Import;
import io.meterline.model.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** The progress of an import. Notes are printed at once. */
final class ImportProgress implements Import.Observer {
  private final PrintWriter notes;
  private volatile String file = "files";
  private volatile long rows;
  private volatile long rejected;

  ImportProgress(PrintWriter notes) {
    this.notes = notes;
  }

  @Override
  public void note(String text) {
    notes.println("meterline: " + Printable.line(text));
  }

  @Override
  public void done(Path path, long rowsDone, long rowsRejected) {
    file = Printable.line(path.getFileName().toString());
    rows = rowsDone;
    rejected = rowsRejected;
  }

  /** One line, such as {@code importing readings.csv.gz: 200,000 rows so far, 3 rejected}. */
  String text() {
    return String.format(Locale.ROOT, "importing %s: %,d rows so far, %,d rejected", file, rows, rejected);
  }
}
