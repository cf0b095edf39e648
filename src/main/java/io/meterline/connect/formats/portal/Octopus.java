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
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The consumption that Octopus Energy hands out, one row a half-hour: {@code Consumption (kWh), Start, End}, with or without columns of
 * costs, in any order. Times have an offset; those without are times in London. Half-hours without consumption may be left out.
 */
public final class Octopus implements ReadingFormat {
  private static final String CONSUMPTION = "consumption (kwh)";
  private static final String START = "start";
  private static final String END = "end";
  private static final String DEFAULT_DEVICE = "octopus";
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final int SECONDS = 1800;

  @Override
  public String name() {
    return "octopus";
  }

  @Override
  public String title() {
    return "Octopus consumption CSV";
  }

  @Override
  public Optional<ZoneId> zone() {
    return Optional.of(LONDON);
  }

  @Override
  public boolean matches(String start) {
    return heading(start).isPresent();
  }

  private static Optional<Heading> heading(String start) {
    return Heading.find(start, heading -> heading.has(CONSUMPTION) && heading.has(START) && heading.has(END));
  }

  @Override
  public Set<FormatOption> options() {
    return EnumSet.of(FormatOption.ZONE, FormatOption.DEVICE);
  }

  @Override
  public void read(TextFile file, FormatOptions options, ReadingOutput out) throws IOException {
    var heading =
        heading(file.start())
            .orElseThrow(
                () -> new MeterlineException(file.path() + ": has no header 'Consumption (kWh), Start, End'; for gas in m3 there is no format"));
    if (options.device().isEmpty()) {
      out.note(file.path() + ": names no meter: its readings are those of '" + DEFAULT_DEVICE + "'; name it with --device");
    }
    out.unit(EnergyUnit.KWH.toString());
    new Rows(heading, options, out).read(new CsvRecords(file, heading.shape()));
  }

  /** The rows of a file. */
  private static final class Rows {
    private final OptionalInt consumption;
    private final OptionalInt from;
    private final OptionalInt to;
    private final String device;
    private final ReadingOutput out;
    private final LocalTimes times;
    private Optional<Instant> last = Optional.empty();
    private long missing;

    private Rows(Heading heading, FormatOptions options, ReadingOutput out) {
      this.consumption = heading.index(CONSUMPTION);
      this.from = heading.index(START);
      this.to = heading.index(END);
      this.device = options.device().orElse(DEFAULT_DEVICE);
      this.out = out;
      this.times = new LocalTimes(options.zone().orElse(LONDON), out::note);
    }

    private void read(CsvRecords records) {
      BodyRows.read(records, out, (cells, place) -> out.reading(reading(cells), place));
      times.finish();
      if (missing > 0) {
        out.note(missing + " half-hours between rows are missing: half-hours without consumption are left out of such files; gaps stay gaps");
      }
    }

    private MeterReading reading(String[] cells) throws BadRow {
      var stamp = WrittenTime.of("Start", Cells.text(cells, from));
      var start = stamp.instant(times, device);
      var seconds = seconds(stamp, start, Cells.text(cells, to));
      var energy = EnergyUnit.KWH.milliwattHours(Cells.decimal("Consumption (kWh)", Cells.text(cells, consumption)), seconds);
      if (seconds == SECONDS) {
        countMissing(start);
      }
      return MeterReading.of(device, start, seconds, energy);
    }

    private int seconds(WrittenTime stamp, Instant start, String endText) throws BadRow {
      var end = WrittenTime.of("End", endText);
      if (end.offset().isEmpty()) {
        return times.seconds(start, stamp.local(), end.local());
      }
      var seconds = end.local().toInstant(end.offset().get()).getEpochSecond() - start.getEpochSecond();
      if (seconds < 1 || seconds > Integer.MAX_VALUE) {
        throw new BadRow("End is '" + endText + "', not after Start");
      }
      return (int) seconds;
    }

    /** Counts the half-hours between neighbouring rows, which may be in rising or falling order. */
    private void countMissing(Instant start) {
      last.ifPresent(before -> missing += Math.max(0, Math.abs(start.getEpochSecond() - before.getEpochSecond()) / SECONDS - 1));
      last = Optional.of(start);
    }
  }
}
