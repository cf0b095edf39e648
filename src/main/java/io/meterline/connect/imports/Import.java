package io.meterline.connect.imports;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvFile;
import io.meterline.connect.csv.CsvShape;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.imports.ImportRequest.Strictness;
import io.meterline.connect.imports.ImportRequest.Target;
import io.meterline.connect.imports.ImportSummary.Outcome;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Imports files of readings and of settings changes into an archive of the log.
 *
 * <p>A row that cannot be an event, because a cell is missing or cannot be parsed, is recorded in {@code rejects.csv} in the archive,
 * with its file, line and reason. Other rows are archived unchecked, for the pipeline to accept or reject; what is nearly always a
 * mistake is counted. The order of rows is kept but not checked: results depend only on {@code logged_at}, partition and offset.
 *
 * <p>Memory is bounded by the number of readings that {@link ReadingChecks} holds, and by the settings changes.
 */
public final class Import {
  /** The name of the file in an archive with the rows that could not be imported. */
  public static final String REJECTS = "rejects.csv";

  private final ImportRequest request;
  private final Observer observer;
  private final Destination destination;
  private final Rejects rejects;
  private final SettingsChecks settings = new SettingsChecks();
  private final Set<LoggedChange> logged = new HashSet<>();
  private final List<LoggedChange> firstChanges = new ArrayList<>();
  private Optional<ZoneId> zoneOfFormats = Optional.empty();
  private long changes;
  private long changesLoggedBefore;
  private long nextChangeOffset;

  private Import(ImportRequest request, Destination destination, Rejects rejects, Observer observer) {
    this.request = request;
    this.destination = destination;
    this.rejects = rejects;
    this.observer = observer;
  }

  /** Receives the progress of an import. */
  public interface Observer {
    /** A one-line notice for the user. */
    void note(String text);

    /** The number of rows of a file processed so far, and the number rejected so far in all files. */
    void done(Path file, long rows, long rejected);
  }

  /** A file of readings and its format. */
  private record Found(TextFile file, ReadingFormat format) {}

  /**
   * Imports files.
   *
   * @throws io.meterline.model.MeterlineException if a file cannot be read, lacks a column or is in no known format, or the archive
   *     cannot be written; it is then as it was before
   */
  public static ImportSummary run(ImportRequest request, Observer observer) {
    // All are opened before any row is read, so that a bad header is reported at once. Each is opened only once, as it may be a pipe.
    var opened = new ArrayList<TextFile>();
    try {
      var encoding = request.options().csv().encoding();
      var readings = request.readings().stream().map(path -> found(request, open(path, encoding, opened))).toList();
      var settings = request.settings().map(path -> CsvFile.of(open(path, Optional.empty(), opened), CsvShape.STANDARD));
      if (!readings.isEmpty()) {
        IdleOptions.notes(request.options(), readings.stream().map(Found::format).toList()).forEach(observer::note);
      }
      settings.map(ChangeRows::check).orElse(List.of()).forEach(observer::note);
      try (var destination = Destination.of(request.target());
          var rejects = new Rejects(destination.rejects())) {
        return new Import(request, destination, rejects, observer).run(readings, settings);
      }
    } finally {
      opened.forEach(TextFile::close);
    }
  }

  private static TextFile open(Path path, Optional<Charset> encoding, List<TextFile> opened) {
    var file = TextFile.open(path, encoding);
    opened.add(file);
    return file;
  }

  private static Found found(ImportRequest request, TextFile file) {
    return new Found(file, request.format().orElseGet(() -> Formats.of(file)));
  }

  private ImportSummary run(List<Found> files, Optional<CsvFile> changesFile) {
    destination.changesBefore(this::addLogged);
    zoneOfFormats = files.stream().flatMap(found -> found.format().zone().stream()).findFirst();
    var readings = new ReadingImport(request, destination, rejects, observer);
    files.forEach(found -> read(found, readings));
    changesFile.ifPresent(this::importChanges);
    rejects.complete();
    var unread = readings.isAny() || request.target() instanceof Target.Existing ? settings.devicesAdded() : new HashSet<String>();
    unread.removeAll(readings.checks().devices().keySet());
    destination.compare(readings.checks(), readings.totals(), unread);
    return finish(summary(readings, unread), readings);
  }

  private static void read(Found found, ReadingImport readings) {
    try {
      readings.read(found.file(), found.format());
    } catch (IOException e) {
      throw TextFile.unreadable(found.file().path(), e);
    }
  }

  private void addLogged(LoggedChange change) {
    logged.add(content(change));
    settings.addLogged(change);
    if (change.position().partition() == 0) {
      nextChangeOffset = Math.max(nextChangeOffset, change.position().offset() + 1);
    }
  }

  /** A change without its place in the log, but with the time when it was logged. */
  private static LoggedChange content(LoggedChange change) {
    return change.at(new Position(change.position().loggedAt(), 0, 0));
  }

  private void importChanges(CsvFile file) {
    for (var rows = 1L; file.advance(); rows++) {
      try {
        importChange(ChangeRows.change(file.row(), nextChangeOffset + changes));
      } catch (BadRow bad) {
        rejects.add(file.path(), file.line(), bad.getMessage(), file.rowText());
      }
      observer.done(file.path(), rows, rejects.count());
    }
  }

  private void importChange(LoggedChange change) {
    if (logged.contains(content(change))) {
      changesLoggedBefore++;
      return;
    }
    destination.write(change);
    settings.add(change);
    changes++;
    if (firstChanges.size() < ReadingImport.SHOWN_OF_A_FILE) {
      firstChanges.add(change);
    }
  }

  private ImportSummary finish(ImportSummary summary, ReadingImport readings) {
    if (readings.totals().count() + changes + changesLoggedBefore == 0) {
      return summary.with(Outcome.NOTHING_USABLE);
    }
    if (request.strictness() == Strictness.STRICT && summary.needsAttention()) {
      return summary.with(Outcome.REFUSED);
    }
    if (request.target() instanceof Target.DryRun) {
      return summary;
    }
    return summary.with(destination.finish());
  }

  private ImportSummary summary(ReadingImport readings, Set<String> unread) {
    var checks = readings.checks();
    var findings = checks.exceeded().isPresent() ? new ReadingFindings(readings.totals()) : checks.findings();
    var totals = findings.totals();
    var isOfReadings = totals.isAny() || request.target() instanceof Target.Existing;
    var zone = request.options().zone().or(() -> totals.isAny() ? settings.zone(totals.last()) : Optional.empty()).or(() -> zoneOfFormats);
    var counts = readings.counts(changes, changesLoggedBefore, rejects.count());
    return new ImportSummary(
        outcome(counts),
        counts,
        findings,
        checks.exceeded(),
        isOfReadings ? settings.findings(checks, totals, unread) : settings.findings(),
        rejects.reasons(),
        readings.leftOut(),
        zone.filter(any -> totals.isAny()).map(known -> ClockChanges.days(known, totals.first(), totals.last(), checks)).orElse(List.of()),
        Optional.empty(),
        new ImportSummary.Preview(readings.preview(), List.copyOf(firstChanges)));
  }

  private Outcome outcome(ImportSummary.Counts counts) {
    if (request.target() instanceof Target.DryRun) {
      return Outcome.SHOWN;
    }
    return counts.readings() + counts.changes() == 0 ? Outcome.NOTHING_NEW : Outcome.LOGGED;
  }
}
