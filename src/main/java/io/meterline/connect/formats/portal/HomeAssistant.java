package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.RegisterReads;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvRecords;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Long-term statistics of Home Assistant, a row a statistic and hour, in any order: {@code statistic_id}, {@code unit}, {@code start},
 * and {@code sum} and {@code state}, or {@code delta}. Layouts: those of the import_statistics integration, and of the tables of the
 * recorder. Energy comes from {@code sum}, from which resets are taken out already; from {@code state}, a counter that may be reset, if a
 * statistic has no sum; from {@code delta}, the energy of the hour, if it has neither.
 *
 * <p>A row's sum and state are those at the end of its hour, and its start is that of the hour: {@code compile_statistics} of {@code
 * homeassistant/components/sensor/recorder.py} goes through the states of the period from {@code start} to {@code end}, keeps the last as
 * {@code state} and adds its change to {@code sum}, and writes them with {@code start}.
 */
public final class HomeAssistant implements ReadingFormat {
  private static final String ID = "statistic_id";
  private static final String[] START = {"start", "start_ts", "start_time"};
  private static final String[] UNIT = {"unit", "unit_of_measurement", "statistics_unit_of_measurement"};
  private static final int HOUR = 3600;
  private static final int SHORT_TERM = 300;
  private static final int MAX_TEXT = 40;

  /** What a value is, in the order in which they are preferred. */
  private enum Kind {
    SUM("sum"),
    STATE("state"),
    DELTA("delta");

    private final String column;

    Kind(String column) {
      this.column = column;
    }
  }

  @Override
  public String name() {
    return "home-assistant";
  }

  @Override
  public String title() {
    return "Home Assistant statistics";
  }

  @Override
  public boolean matches(String start) {
    return heading(start).isPresent();
  }

  private static Optional<Heading> heading(String start) {
    return Heading.find(start, row -> row.has(ID) && row.has(START));
  }

  @Override
  public Set<FormatOption> options() {
    return EnumSet.of(FormatOption.ZONE, FormatOption.INTERVAL, FormatOption.MAX_WATTS, FormatOption.UNIT);
  }

  @Override
  public void read(TextFile file, FormatOptions options, ReadingOutput out) throws IOException {
    var heading =
        heading(file.start()).orElseThrow(() -> new MeterlineException(file.path() + ": has no header with 'statistic_id' and 'start'"));
    if (!heading.has(UNIT) && options.csv().unit().isEmpty()) {
      out.note(file.path() + ": has no column 'unit': values are taken as kWh; name another with --unit");
    }
    new Rows(heading, file, options, out).read(new CsvRecords(file, heading.shape()));
  }

  /** The rows of a file. */
  private static final class Rows {
    private final FormatOptions options;
    private final ReadingOutput out;
    private final OptionalInt id;
    private final OptionalInt start;
    private final OptionalInt unit;
    private final Map<Kind, OptionalInt> values = new EnumMap<>(Kind.class);
    private final HomeAssistantTimes times;
    private final int period;
    private final RegisterReads reads;

    /** What is used of each statistic: that of its first row with a value. */
    private final Map<String, Kind> kinds = new HashMap<>();

    private Rows(Heading heading, TextFile file, FormatOptions options, ReadingOutput out) {
      this.options = options;
      this.out = out;
      this.id = heading.index(ID);
      this.start = heading.index(START);
      this.unit = heading.index(UNIT);
      for (var kind : Kind.values()) {
        values.put(kind, heading.index(kind.column));
      }
      var texts = HomeAssistantTimes.texts(file.start(), heading.shape(), start.orElseThrow());
      this.times = HomeAssistantTimes.of(texts, options.zone(), out::note);
      this.period = options.interval().map(interval -> (int) interval.toSeconds()).orElse(times.isHourly(texts) ? HOUR : SHORT_TERM);
      this.reads = new RegisterReads(out, options.maxWatts());
    }

    private void read(CsvRecords records) {
      BodyRows.read(records, out, this::row);
      reads.finish();
      times.finish();
    }

    private void row(String[] cells, Place place) throws BadRow {
      var energyUnit = unit(cells);
      if (energyUnit.isEmpty()) {
        return;
      }
      var statistic = Cells.text(cells, id);
      if (statistic.isEmpty()) {
        throw new BadRow("statistic_id is missing");
      }
      var at = times.instant(statistic, Cells.text(cells, start));
      var kind = kind(statistic, cells);
      if (kind.isEmpty()) {
        out.leftOut("rows without sum, state and delta");
        return;
      }
      var text = Cells.text(cells, values.get(kind.get()));
      if (text.isEmpty()) {
        throw new BadRow(kind.get().column + " is missing, which other rows of " + statistic + " have");
      }
      pass(statistic, at, energyUnit.get().milliwattHours(Cells.decimal(kind.get().column, text), period), kind.get(), place);
    }

    private void pass(String statistic, Instant at, long energy, Kind kind, Place place) {
      switch (kind) {
        case SUM, STATE -> reads.add(statistic, at.plusSeconds(period), energy, place);
        case DELTA -> out.reading(MeterReading.of(statistic, at, period, energy), place);
      }
    }

    /** What is used of a statistic; empty if this row has nothing, and none before had. */
    private Optional<Kind> kind(String statistic, String[] cells) {
      var known = Optional.ofNullable(kinds.get(statistic));
      var first = List.of(Kind.values()).stream().filter(kind -> !Cells.text(cells, values.get(kind)).isEmpty()).findFirst();
      if (known.isEmpty()) {
        first.ifPresent(kind -> kinds.put(statistic, kind));
      }
      return first.isEmpty() ? first : known.or(() -> first);
    }

    /** The unit of a row; empty, and counted, if it is none of energy. */
    private Optional<EnergyUnit> unit(String[] cells) {
      var text = Cells.text(cells, unit);
      var found = unit.isEmpty() ? Optional.of(options.csv().unit().orElse(EnergyUnit.KWH)) : EnergyUnit.ofEnergy(text);
      found.ifPresentOrElse(
          energy -> out.unit(energy.toString()),
          () -> out.leftOut("statistics in '" + Printable.quote(text, MAX_TEXT) + "', which is no energy"));
      return found;
    }
  }
}
