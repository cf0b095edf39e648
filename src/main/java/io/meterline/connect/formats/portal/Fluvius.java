package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.LocalTimes;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvRecords;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The history that Fluvius, the grid operator of Flanders, hands out: a row an interval and register, of quarter-hours, hours or days, in
 * Dutch or English, with semicolons and decimal commas. Times are local and have no offset. Layout: the files of mijn.fluvius.be.
 */
public final class Fluvius implements ReadingFormat {
  private static final String[] FROM_DATE = {"van (datum)", "from (date)", "van datum", "vanaf (datum)"};
  private static final String[] FROM_TIME = {"van (tijdstip)", "from (time)", "van tijdstip", "vanaf (tijdstip)"};
  private static final String[] TO_DATE = {"tot (datum)", "until (date)", "to (date)", "tot datum"};
  private static final String[] TO_TIME = {"tot (tijdstip)", "until (time)", "to (time)", "tot tijdstip"};
  private static final String[] EAN = {"ean-code", "ean code", "ean"};
  private static final String[] METER = {"meter", "meter nummer", "meternummer", "meter number"};
  private static final String[] REGISTER = {"register", "registratie"};
  private static final String VOLUME = "volume";
  private static final String[] UNIT = {"eenheid", "unit"};
  private static final String[] STATUS = {"validatiestatus", "validation status"};
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);
  private static final int MAX_STATUS = 40;

  @Override
  public String name() {
    return "fluvius";
  }

  @Override
  public String title() {
    return "Fluvius CSV";
  }

  @Override
  public Optional<ZoneId> zone() {
    return Optional.of(BRUSSELS);
  }

  @Override
  public boolean matches(String start) {
    return heading(start).isPresent();
  }

  private static Optional<Heading> heading(String start) {
    return Heading.find(start, row -> row.has(FROM_DATE) && row.has(TO_DATE) && row.has(REGISTER) && row.has(VOLUME));
  }

  @Override
  public Set<FormatOption> options() {
    return EnumSet.of(FormatOption.ZONE, FormatOption.DEVICE, FormatOption.REGISTERS, FormatOption.EXPORT);
  }

  @Override
  public void read(TextFile file, FormatOptions options, ReadingOutput out) throws IOException {
    var heading =
        heading(file.start())
            .orElseThrow(
                () ->
                    new MeterlineException(
                        file.path() + ": has no header with 'Van (datum)', 'Tot (datum)', 'Register' and 'Volume', or 'From (date)',"
                            + " 'Until (date)'"));
    new Rows(heading, options, out).read(new CsvRecords(file, heading.shape()));
  }

  /** The rows of a file. */
  private static final class Rows {
    private final FormatOptions options;
    private final ReadingOutput out;
    private final LocalTimes times;
    private final Map<String, IntervalSums> sums = new LinkedHashMap<>();
    private final Map<String, FluviusRegister> registers = new BoundedMap<>();
    private final Map<String, Quality> qualities = new BoundedMap<>();
    private final OptionalInt fromDate;
    private final OptionalInt fromTime;
    private final OptionalInt toDate;
    private final OptionalInt toTime;
    private final OptionalInt ean;
    private final OptionalInt meter;
    private final OptionalInt register;
    private final OptionalInt volume;
    private final OptionalInt unit;
    private final OptionalInt status;

    private Rows(Heading heading, FormatOptions options, ReadingOutput out) {
      this.options = options;
      this.out = out;
      this.times = new LocalTimes(options.zone().orElse(BRUSSELS), out::note);
      this.fromDate = heading.index(FROM_DATE);
      this.fromTime = heading.index(FROM_TIME);
      this.toDate = heading.index(TO_DATE);
      this.toTime = heading.index(TO_TIME);
      this.ean = heading.index(EAN);
      this.meter = heading.index(METER);
      this.register = heading.index(REGISTER);
      this.volume = heading.index(VOLUME);
      this.unit = heading.index(UNIT);
      this.status = heading.index(STATUS);
    }

    private void read(CsvRecords records) {
      BodyRows.read(records, out, this::row);
      sums.values().forEach(device -> device.finish(out));
      times.finish();
    }

    private void row(String[] cells, Place place) throws BadRow {
      var energyUnit = unit(cells);
      if (energyUnit.isEmpty()) {
        return;
      }
      var name = Cells.text(cells, register);
      var count = registers.computeIfAbsent(name, FluviusRegister::of);
      var number = Cells.text(cells, meter);
      var point = point(Cells.text(cells, ean), number);
      var from = stamp("Van", cells, fromDate, fromTime);
      var to = end(from, stamp("Tot", cells, toDate, toTime));
      // Also of rows without a volume, as the order of all rows shows which hour is meant.
      var start = times.instant(point + '\n' + number + '\n' + name, from);
      var seconds = times.seconds(start, from, to);
      var text = Cells.text(cells, volume);
      if (text.isEmpty()) {
        out.leftOut("rows without a volume, '" + Printable.quote(Cells.text(cells, status), MAX_STATUS) + "'");
        return;
      }
      var energy = energyUnit.get().milliwattHours(Cells.decimal("Volume", text), seconds);
      var signed = isNegative(count) ? -energy : energy;
      var device = device(point, count);
      var isAlone = options.registers() == FormatOptions.Registers.APART && options.export() == FormatOptions.Export.APART;
      if (isAlone) {
        out.reading(MeterReading.of(device, start, seconds, signed).of(quality(cells)), place);
      } else {
        sums.computeIfAbsent(device, IntervalSums::new).add(number + '\n' + name, start, seconds, signed, quality(cells), place.line());
      }
    }

    /** The unit of a row; empty if it is none of energy. */
    private Optional<EnergyUnit> unit(String[] cells) {
      var text = Cells.text(cells, unit);
      var found = unit.isEmpty() ? Optional.of(EnergyUnit.KWH) : EnergyUnit.ofEnergy(text);
      found.ifPresentOrElse(
          energy -> out.unit(energy.toString()), () -> out.leftOut("values in " + Printable.quote(text, MAX_STATUS) + ", which is no energy"));
      return found;
    }

    private String point(String eanText, String number) throws BadRow {
      var known = eanText.isEmpty() ? number : eanText;
      if (!known.isEmpty() && options.device().isPresent()) {
        out.note("a meter that the file names keeps its name: --device is for rows that name none");
      }
      if (known.isEmpty()) {
        return options.device().orElseThrow(() -> new BadRow("names no EAN and no meter; name the meter with --device"));
      }
      return known;
    }

    private static LocalDateTime stamp(String what, String[] cells, OptionalInt date, OptionalInt time) throws BadRow {
      return WrittenTime.of(what, (Cells.text(cells, date) + " " + Cells.text(cells, time)).strip()).local();
    }

    /** Days may end at their last second, or have their own date as their end. */
    private static LocalDateTime end(LocalDateTime from, LocalDateTime to) {
      if (to.equals(from) && to.toLocalTime().equals(LocalTime.MIDNIGHT)) {
        return to.plusDays(1);
      }
      return to.toLocalTime().equals(LAST_SECOND) ? to.plusSeconds(1) : to;
    }

    private boolean isNegative(FluviusRegister count) {
      return count.direction() == FluviusRegister.Direction.INJECTION && options.export() == FormatOptions.Export.NEGATIVE;
    }

    private String device(String point, FluviusRegister count) {
      var isApart = options.registers() == FormatOptions.Registers.APART;
      var part = isApart && !count.part().isEmpty() ? "/" + count.part() : "";
      return switch (count.direction()) {
        case OFFTAKE -> point + part;
        case INJECTION -> point + (isNegative(count) ? "" : "/export") + part;
        case OTHER -> point + "/" + count.part();
      };
    }

    private Quality quality(String[] cells) {
      return qualities.computeIfAbsent(Cells.text(cells, status), Rows::quality);
    }

    private static Quality quality(String statusText) {
      var text = Heading.plain(statusText);
      return text.startsWith("geschat") || text.startsWith("estimat") ? Quality.ESTIMATED : Quality.MEASURED;
    }
  }
}
