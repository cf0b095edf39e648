package io.meterline.app.cli;

import io.meterline.app.terminal.TextTable;
import io.meterline.connect.imports.Finding;
import io.meterline.connect.imports.ImportSummary;
import io.meterline.connect.imports.ImportSummary.Outcome;
import io.meterline.model.Printable;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Prints the summary of an import: a line for each thing that a person wants to know, and none for what there is none of. */
final class ImportText {
  private static final int LABEL = 15;
  private static final int MOST_REASONS = 10;
  private static final int LONGEST_END = 300;
  private static final int MILLIONTHS = 6;
  private static final int HUNDRED = 100;

  private final PrintWriter out;

  ImportText(PrintWriter out) {
    this.out = out;
  }

  /** Prints a summary. */
  void print(ImportSummary summary, double seconds) {
    if (summary.outcome() == Outcome.SHOWN) {
      preview(summary.preview());
    }
    counts(summary);
    readings(summary);
    findings(summary);
    settings(summary);
    line("seconds", String.format(Locale.ROOT, "%.1f", seconds));
    end(summary);
  }

  private void preview(ImportSummary.Preview preview) {
    if (!preview.readings().isEmpty()) {
      var table = new TextTable("device", "at", "seconds", "milliwatt_hours", "logged_at");
      for (var reading : preview.readings()) {
        table.row(
            reading.device(),
            reading.reading().at(),
            reading.reading().seconds(),
            reading.reading().milliwattHours(),
            reading.position().loggedAt());
      }
      table.print(out);
      out.println();
    }
    if (!preview.changes().isEmpty()) {
      var table = new TextTable("scope", "name", "op", "value", "effective_at", "logged_at");
      for (var change : preview.changes()) {
        table.row(change.scope(), change.name(), change.op(), change.value(), change.effectiveAt(), change.position().loggedAt());
      }
      table.print(out);
      out.println();
    }
  }

  private void counts(ImportSummary summary) {
    var counts = summary.counts();
    line("readings", "" + counts.readings());
    line("changes", "" + counts.changes());
    line("rejected rows", "" + counts.rejected());
    reasons(summary.rejects());
    if (counts.loggedBefore() > 0) {
      line("logged before", counts.loggedBefore() + ", skipped");
    }
    for (var what : summary.leftOut()) {
      line("left out", what.count() + " " + what.first());
    }
  }

  private void reasons(List<Finding> reasons) {
    var shown = reasons.subList(0, Math.min(MOST_REASONS, reasons.size()));
    var width = shown.stream().mapToInt(reason -> Long.toString(reason.count()).length()).max().orElse(0);
    for (var reason : shown) {
      out.printf(Locale.ROOT, "  %" + width + "d  %s%n", reason.count(), shown(reason.first()));
    }
    if (reasons.size() > shown.size()) {
      out.println("  and " + (reasons.size() - shown.size()) + " more reasons");
    }
  }

  /** One line of a cell and what is wrong with it: a cell may be as long as a line of a file. */
  private static String shown(String text) {
    return text.length() <= 2 * LONGEST_END
        ? Printable.line(text)
        : Printable.quote(text, LONGEST_END) + Printable.line(text.substring(text.length() - LONGEST_END));
  }

  private void readings(ImportSummary summary) {
    var totals = summary.readings().totals();
    if (!totals.isAny()) {
      return;
    }
    line("meters", "" + totals.meters());
    line("first", Instant.ofEpochMilli(totals.first()).toString());
    line("last", Instant.ofEpochMilli(totals.last()) + " (end)");
    line("energy", kwh(totals.milliwattHours()));
    if (totals.exportedMilliwattHours().signum() != 0) {
      line("export", kwh(totals.exportedMilliwattHours()));
    }
    var counts = summary.counts();
    if (counts.estimated() > 0) {
      var percent = String.format(Locale.ROOT, "%.1f", HUNDRED * (double) counts.estimated() / counts.inFiles());
      line("estimated", counts.estimated() + " of " + counts.inFiles() + " readings (" + percent + " %)");
    }
    if (!summary.clockChanges().isEmpty()) {
      line("clock changes", String.join(", ", summary.clockChanges()));
    }
  }

  private void findings(ImportSummary summary) {
    var readings = summary.readings();
    finding("gaps", readings.gaps(), "of " + hours(readings.missing()) + " in all without readings; the first: ");
    finding("not usable", readings.unusable(), "readings that a run will reject; the first: ");
    finding("overlaps", readings.overlaps(), "intervals overlap an earlier one; the first: ");
    finding("other values", readings.otherValues(), "readings have the device and start of another, and another value; the first: ");
    finding("repeated", readings.repeated(), "readings are there twice, with the same value; the first: ");
    if (summary.counts().unsplit() > 0) {
      line("not split", summary.counts().unsplit() + " readings whose length is no multiple of --split");
    }
    summary
        .unchecked()
        .ifPresent(limit -> line("not checked", "gaps, overlaps, other values and prices: there are more than " + limit + " readings"));
  }

  private void settings(ImportSummary summary) {
    var settings = summary.settings();
    finding("not usable", settings.unusable(), "changes that a run will reject; the first: ");
    finding("settings only", settings.unmet(), "scopes in the settings that no reading meets; the first: ");
    finding("readings only", settings.unnamed(), "devices that no setting names; the first: ");
    finding("no price", settings.unpriced(), "days of a device without a price in force; the first: ");
  }

  private void finding(String label, Finding finding, String what) {
    if (finding.isFound()) {
      line(label, finding.count() + " " + what + shown(finding.first()));
    }
  }

  private void end(ImportSummary summary) {
    switch (summary.outcome()) {
      case LOGGED -> {}
      case NOTHING_NEW -> out.println("The archive has all of it already.");
      case SHOWN -> out.println("Nothing was written: this was a dry run.");
      case NOTHING_USABLE, REFUSED -> {}
    }
    summary.rejectsFile().ifPresent(file -> out.println("Some rows were not imported: see " + file));
  }

  private void line(String label, String value) {
    out.println(label + " ".repeat(LABEL - label.length()) + value);
  }

  private static String kwh(BigInteger milliwattHours) {
    return String.format(Locale.ROOT, "%,.2f kWh", new BigDecimal(milliwattHours, MILLIONTHS).setScale(2, RoundingMode.HALF_EVEN));
  }

  private static String hours(Duration length) {
    return String.format(Locale.ROOT, "%,d:%02d h", length.toHours(), length.toMinutesPart());
  }
}
