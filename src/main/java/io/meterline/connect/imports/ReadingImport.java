package io.meterline.connect.imports;

import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Imports the readings of files, one after the other. */
final class ReadingImport {
  /** The number of events of each file that a dry run shows. */
  static final int SHOWN_OF_A_FILE = 5;

  private final ImportRequest request;
  private final Destination destination;
  private final Rejects rejects;
  private final Import.Observer observer;
  private final Optional<Split> split;
  private final ReadingChecks checks = ReadingChecks.ofHeap();
  private final ReadingTotals totals = new ReadingTotals();
  private final Map<String, Long> leftOut = new LinkedHashMap<>();
  private final List<LoggedReading> preview = new ArrayList<>();
  private final long firstOffset;
  private long estimated;
  private long unsplit;

  ReadingImport(ImportRequest request, Destination destination, Rejects rejects, Import.Observer observer) {
    this.request = request;
    this.destination = destination;
    this.rejects = rejects;
    this.observer = observer;
    this.split = request.split().map(Split::of);
    this.firstOffset = destination.firstOffset();
  }

  /** Imports a file. */
  void read(TextFile file, ReadingFormat format) throws IOException {
    var output = new Output(file.path(), format.title());
    format.read(file, request.options().only(format.options()), output);
    observer.note(output.facts.line());
  }

  boolean isAny() {
    return totals.isAny();
  }

  ReadingChecks checks() {
    return checks;
  }

  /** The totals of all readings, those that were logged before among them. */
  ReadingTotals totals() {
    totals.meters(checks.devices().size());
    return totals;
  }

  List<LoggedReading> preview() {
    return List.copyOf(preview);
  }

  List<Finding> leftOut() {
    return leftOut.entrySet().stream().map(what -> new Finding(what.getValue(), what.getKey())).toList();
  }

  /** How many events there are, with the counts of settings changes and rejected rows given. */
  ImportSummary.Counts counts(long changes, long changesLoggedBefore, long rejected) {
    var loggedBefore = checks.countLogged();
    return new ImportSummary.Counts(
        totals.count() - loggedBefore, changes, rejected, loggedBefore + changesLoggedBefore, estimated, totals.count(), unsplit);
  }

  /** Archives the readings of a file. */
  private final class Output implements ReadingOutput {
    private final Path path;
    private final FileFacts facts;
    private final Set<String> notes = new HashSet<>();
    private long rows;
    private int shown;

    private Output(Path path, String title) {
      this.path = path;
      this.facts = new FileFacts(path, title);
    }

    @Override
    public void reading(MeterReading reading, Place place) {
      facts.add(reading);
      if (split.isEmpty()) {
        log(reading);
      } else if (split.get().divides(reading.reading())) {
        split.get().share(reading, this::log);
      } else {
        unsplit++;
        log(reading);
      }
      observer.done(path, ++rows, rejects.count());
    }

    private void log(MeterReading reading) {
      var logged = new LoggedReading(reading.device(), reading.reading(), position(reading));
      destination.write(logged);
      if (isUsable(logged)) {
        checks.add(reading.device(), reading.reading());
      } else {
        checks.addUnusable(reading.device(), reading.reading());
      }
      totals.add(reading.device(), reading.reading());
      estimated += reading.quality() == Quality.ESTIMATED ? 1 : 0;
      if (shown++ < SHOWN_OF_A_FILE) {
        preview.add(logged);
      }
    }

    private static boolean isUsable(LoggedReading logged) {
      var reading = logged.reading();
      return ReadingChecks.RULES
          .check(reading.atMillis(), reading.seconds(), reading.milliwattHours(), logged.position().loggedAt().toEpochMilli())
          .isEmpty();
    }

    private Position position(MeterReading reading) {
      return new Position(
          reading.loggedAt().orElseGet(() -> Instant.ofEpochMilli(reading.reading().endMillis())),
          reading.partition().orElse(0),
          reading.offset().orElse(firstOffset + totals.count()));
    }

    @Override
    public void rejected(Place place, String reason) {
      rejects.add(path, place.line(), reason, place.text().get());
      observer.done(path, ++rows, rejects.count());
    }

    @Override
    public void leftOut(String what) {
      leftOut.merge(what, 1L, Long::sum);
    }

    @Override
    public void unit(String unit) {
      facts.unit(unit);
    }

    @Override
    public void note(String text) {
      if (notes.add(text)) {
        observer.note(text.startsWith(path.toString()) ? text : path + ": " + text);
      }
    }
  }
}
