package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.LocalTimes;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvRecords;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.Printable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The rows of a file of Enedis. */
final class EnedisRows {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final int MAX_TEXT = 40;
  private static final int SECONDS_PER_MINUTE = 60;

  private final Path path;
  private final FormatOptions options;
  private final ReadingOutput out;
  private final LocalTimes times;
  private final EnedisReadings readings;
  private final EnedisIntervals intervals;

  /** By device. */
  private final Map<String, LoadCurveSteps> curves = new LinkedHashMap<>();

  /** The stage of measuring that the first row of a device has, such as {@code BRUT}. */
  private final Map<String, String> stages = new HashMap<>();

  private final Set<Long> steps = new TreeSet<>();
  private final EnedisSections sections = new EnedisSections();
  private EnedisSection section = sections.current();

  EnedisRows(Path path, FormatOptions options, ReadingOutput out) {
    this.path = path;
    this.options = options;
    this.out = out;
    this.times = new LocalTimes(options.zone().orElse(PARIS), out::note);
    this.readings = new EnedisReadings(options, out);
    this.intervals = new EnedisIntervals(path, options, out);
  }

  void read(CsvRecords records) {
    while (records.advance()) {
      var place = new Place(records.line(), records::text);
      try {
        var cells = records.cells();
        if (!sections.isAboutRows(cells)) {
          row(cells, place);
        }
      } catch (BadRow bad) {
        out.rejected(place, bad.getMessage());
      }
    }
    finishCurves();
    readings.finish();
    times.finish();
    if (steps.size() > 1) {
      var minutes = steps.stream().map(step -> step / SECONDS_PER_MINUTE + " min").toList();
      out.note(path + ": the step changes within the file: " + String.join(", ", minutes));
    }
  }

  private void row(String[] cells, Place place) throws BadRow {
    if (section != sections.current()) {
      finishCurves();
      section = sections.current();
    }
    switch (section.layout()) {
      case CURVE, DETAILED -> curveRow(cells, place);
      case BOUNDS -> boundsRow(cells, place);
      case DAYS -> dayRow(cells, place);
      case INDEX -> indexRow(cells, place);
      case OTHER -> out.leftOut("rows of '" + quote(section.preamble().getOrDefault("type de donnees", "other data")) + "'");
    }
  }

  private void curveRow(String[] cells, Place place) throws BadRow {
    var target = target(cells);
    if (target.isEmpty()) {
      return;
    }
    var time = WrittenTime.of("Horodate", Cells.text(cells, section.time()));
    var at = time.instant(times, target.get().name());
    var value = value(cells, place);
    var quality = EnedisReadings.quality(section.text(cells, "nature"));
    var curve = curves.get(target.get().name());
    if (curve == null) {
      curve = curve(cells, target.get(), time);
      curves.put(target.get().name(), curve);
    }
    curve.add(new LoadCurveSteps.Row(at, intervals.fixedLength(section, cells), value, quality, new Place(place.line(), textOf(place))));
  }

  /** The text is kept, as the row is passed after the next ones are read. */
  private static Supplier<String> textOf(Place place) {
    var text = place.text().get();
    return () -> text;
  }

  private LoadCurveSteps curve(String[] cells, EnedisReadings.Target target, WrittenTime first) throws BadRow {
    var stamp = intervals.stamp(section, cells, first);
    var minutes = section.text(cells, "pas en minutes");
    var step = minutes.isEmpty() ? 0 : Cells.decimal("Pas en minutes", minutes).longValue() * SECONDS_PER_MINUTE;
    return new LoadCurveSteps(
        stamp,
        step,
        (row, start, seconds) -> {
          if (row.value().isEmpty()) {
            return;
          }
          if (seconds == 0) {
            out.rejected(row.place(), "the length of its interval cannot be told from the rows around it; name it with --interval");
            return;
          }
          steps.add((long) seconds);
          readings.add(target, start, seconds, row.value().get(), row.quality(), row.place());
        });
  }

  private void boundsRow(String[] cells, Place place) throws BadRow {
    var target = target(cells);
    if (target.isEmpty()) {
      return;
    }
    var from = WrittenTime.of("Debut", Cells.text(cells, section.heading().index("debut")));
    var to = WrittenTime.of("Fin", Cells.text(cells, section.heading().index("fin")));
    var start = from.instant(times, target.get().name());
    var seconds =
        to.offset().isEmpty()
            ? times.seconds(start, from.local(), to.local())
            : to.local().toInstant(to.offset().get()).getEpochSecond() - start.getEpochSecond();
    add(cells, place, target.get(), start, seconds);
  }

  private void dayRow(String[] cells, Place place) throws BadRow {
    var target = target(cells);
    if (target.isEmpty()) {
      return;
    }
    var day = WrittenTime.of("Date", Cells.text(cells, section.heading().index("date", "jour"))).local();
    var start = times.instant(target.get().name(), day);
    add(cells, place, target.get(), start, times.seconds(start, day, day.plusDays(1)));
  }

  private void add(String[] cells, Place place, EnedisReadings.Target target, Instant start, long seconds) throws BadRow {
    if (seconds < 1 || seconds > Integer.MAX_VALUE) {
      throw new BadRow("Fin is not after Debut, or too far from it");
    }
    var quality = EnedisReadings.quality(section.text(cells, "nature"));
    value(cells, place).ifPresent(value -> readings.add(target, start, (int) seconds, value, quality, place));
  }

  private void indexRow(String[] cells, Place place) throws BadRow {
    var target = target(cells);
    var total = Cells.text(cells, section.heading().index("eas t"));
    if (target.isPresent() && total.isEmpty()) {
      out.leftOut("index rows without a total");
    } else if (target.isPresent()) {
      var at = WrittenTime.of("Horodate", Cells.text(cells, section.time())).instant(times, target.get().name());
      readings.addRead(target.get(), at, Cells.decimal("EAS T", total), place);
    }
  }

  /** The value of a row; empty, and counted, if it has none. A value that is no number is rejected here, as the row's time counts. */
  private Optional<BigDecimal> value(String[] cells, Place place) {
    var text = Cells.text(cells, section.value());
    if (text.isEmpty()) {
      out.leftOut("rows without a value");
      return Optional.empty();
    }
    try {
      return Optional.of(Cells.decimal("Valeur", text));
    } catch (BadRow bad) {
      out.rejected(place, bad.getMessage());
      return Optional.empty();
    }
  }

  /** Where the value of a row belongs; empty, and counted, if it is not active energy of a meter. */
  private Optional<EnedisReadings.Target> target(String[] cells) throws BadRow {
    var physical = section.text(cells, "grandeur physique");
    var unit = section.unit(cells);
    if (!readings.isActive(physical) || unit.isEmpty()) {
      var what = unit.isEmpty() ? section.text(cells, "unite") : physical;
      out.leftOut("values of '" + quote(what) + "', which is not active power or energy");
      return Optional.empty();
    }
    var prm = section.text(cells, EnedisSection.PRM);
    if (prm.isEmpty() && options.device().isEmpty()) {
      throw new BadRow("the file names no PRM; name the meter with --device");
    }
    if (!prm.isEmpty() && options.device().isPresent()) {
      out.note(path + ": a meter that the file names keeps its name: --device is for rows that name none");
    }
    var target = readings.target(prm.isEmpty() ? options.device().orElseThrow() : prm, section.text(cells, "grandeur metier"), unit.get());
    var stage = section.text(cells, "etape metier");
    if (target.isPresent() && !stages.computeIfAbsent(target.get().name(), any -> stage).equals(stage)) {
      out.leftOut("values of stage '" + quote(stage) + "', as the file begins with another");
      return Optional.empty();
    }
    return target;
  }

  private void finishCurves() {
    curves.values().forEach(LoadCurveSteps::finish);
    curves.clear();
  }

  private static String quote(String text) {
    return Printable.quote(text, MAX_TEXT);
  }
}
