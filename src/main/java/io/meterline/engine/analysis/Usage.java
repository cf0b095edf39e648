package io.meterline.engine.analysis;

import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.log.Readings;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Settings;
import io.meterline.model.time.LocalDay;
import io.meterline.model.time.LocalDays;
import io.meterline.model.time.Zones;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.View;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Energy, cost and standing charge per device and local day. A reading belongs to the day and hour in which it starts, and is priced by
 * the rates at that time. The standing charge of a date is the one in force at its first reading, and on the row that has it.
 *
 * <p>The cost is null if a reading has no price. If a sum overflows 64 bits, its column is null. If the sum of one hour does,
 * {@code hourly} is null as a whole.
 */
public final class Usage implements Analysis<Usage.State> {
  public static final View VIEW =
      View.named("usage")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .key("zone", Type.STRING)
          .optional("milliwatt_hours", Type.LONG)
          .optional("cost_micros", Type.LONG)
          .column("readings", Type.LONG)
          .optional("hourly", Type.LONGS)
          .column("peak_watts", Type.LONG)
          .optional("standing_micros", Type.LONG)
          .column("covered_seconds", Type.LONG)
          .datedBy("date");

  /** The number of readings of maximum energy whose sum still fits in a long. */
  private static final int MAX_BATCH = (int) (Long.MAX_VALUE / ReadingRules.MAX_MILLIWATT_HOURS);

  /** The days of a device that are not final, each in one time zone. */
  public static final class State {
    private final String device;
    private final OpenDays<LocalDay, Day> open = new OpenDays<>();
    private final LocalDays days = new LocalDays();
    private Coverage coverage = new Coverage();

    private State(String device) {
      this.device = device;
    }

    /** The day of the next reading. */
    private Day day(LocalDay day, OptionalLong standing) {
      return open.day(day, day.date(), () -> new Day(day, hasDate(day.date()) ? OptionalLong.empty() : standing));
    }

    /** Whether a reading of the date has been folded, in whatever zone. */
    private boolean hasDate(LocalDate date) {
      return open.anyMatch(day -> day.day.date().equals(date));
    }
  }

  private static final class Day {
    private final LocalDay day;
    private final OptionalLong standing;
    private Sums hourly;
    private Sum milliwattHours = new Sum();
    private Money cost = new Money();
    private long unpriced;
    private long readings;
    private long peakWatts = Long.MIN_VALUE;
    private long coveredMillis;

    private Day(LocalDay day, OptionalLong standing) {
      this.day = day;
      this.standing = standing;
      this.hourly = new Sums(day.hours());
    }

    /**
     * Adds readings {@code from}, inclusive, to {@code to}, exclusive: at most {@link #MAX_BATCH}, each of this day.
     *
     * @param rates the rates at each of them
     */
    private void add(Readings some, int from, int to, Prices.Rates rates) {
      var hours = hourly;
      var together = 0L;
      for (var i = from; i < to; i++) {
        var energy = some.milliwattHours(i);
        together += energy;
        hours.add(day.hourOf(some.at(i)), energy);
      }
      milliwattHours.add(together);
      if (rates.areEqual()) {
        price(together, to - from, rates.used());
      } else {
        priceBothWays(some, from, to, together, rates);
      }
      readings += to - from;
      peakWatts = Math.max(peakWatts, peakWatts(some, from, to));
    }

    /** Prices readings {@code from} to {@code to}, whose energy adds up to {@code together}. */
    private void priceBothWays(Readings some, int from, int to, long together, Prices.Rates rates) {
      var sentBack = 0L;
      var countSentBack = 0;
      for (var i = from; i < to; i++) {
        var energy = some.milliwattHours(i);
        if (energy < 0) {
          sentBack += energy;
          countSentBack++;
        }
      }
      price(together - sentBack, to - from - countSentBack, rates.used());
      price(sentBack, countSentBack, rates.sentBack());
    }

    /** Prices the energy of some readings together. */
    private void price(long energy, int count, OptionalLong rate) {
      if (rate.isPresent()) {
        cost.add(energy, rate.getAsLong());
      } else {
        unpriced += count;
      }
    }

    /** Among readings of equal length, the one with the most energy has the highest mean power. */
    private static long peakWatts(Readings some, int from, int to) {
      var peak = Long.MIN_VALUE;
      for (int start = from, end; start < to; start = end) {
        var seconds = some.seconds(start);
        var most = some.milliwattHours(start);
        for (end = start + 1; end < to && some.seconds(end) == seconds; end++) {
          most = Math.max(most, some.milliwattHours(end));
        }
        peak = Math.max(peak, Reading.meanWatts(most, seconds));
      }
      return peak;
    }

    private void writeRow(String device, Rows rows) {
      var energy = milliwattHours.value();
      var micros = unpriced == 0 ? cost.micros() : OptionalLong.empty();
      var hours = hourly.values();
      var row =
          VIEW.row(
              rows.revision(),
              device,
              day.date(),
              day.zone().getId(),
              energy,
              micros,
              readings,
              hours,
              peakWatts,
              standing,
              coveredMillis / Coverage.MILLIS_PER_SECOND);
      if (energy.isPresent() && hours.isPresent() && (micros.isPresent() || unpriced > 0)) {
        rows.write(row);
      } else {
        rows.writeOverflowed(row);
      }
    }

    private void write(WireOutput out) {
      out.writeSigned(day.date().toEpochDay());
      out.writeText(day.zone().getId());
      out.writeFlag(standing.isPresent());
      standing.ifPresent(out::writeSigned);
      milliwattHours.write(out);
      cost.write(out);
      out.writeSigned(unpriced);
      out.writeSigned(readings);
      out.writeSigned(peakWatts);
      out.writeSigned(coveredMillis);
      hourly.write(out);
    }
  }

  @Override
  public View view() {
    return VIEW;
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public State begin(String device) {
    return new State(device);
  }

  @Override
  public State fold(State state, Readings readings, Settings settings, Rows rows) {
    var prices = Prices.of(settings);
    var areFlat = prices.areFlat();
    var standing = settings.number(Setting.STANDING);
    for (int from = 0, to; from < readings.size(); from = to) {
      var at = readings.at(from);
      var day = state.day(state.days.at(at, settings.timezone()), standing);
      var local = state.days.localMillis(at);
      var until = areFlat ? state.days.until() : Math.min(state.days.until(), at + (prices.until(local) - local));
      to = Math.min(from + MAX_BATCH, readings.firstFrom(until, from + 1));
      day.add(readings, from, to, prices.at(local));
      day.coveredMillis += state.coverage.add(readings, from, to);
      // At each last reading, so that the state does not depend on where parts of the readings begin.
      state.open.close(readings.at(to - 1), over -> over.writeRow(state.device, rows));
    }
    return state;
  }

  @Override
  public void writeOpen(State state, Rows rows) {
    state.open.forEach(day -> day.writeRow(state.device, rows));
  }

  @Override
  public void write(State state, WireOutput out) {
    state.coverage.write(out);
    out.writeCount(state.open.size());
    state.open.forEach(day -> day.write(out));
  }

  @Override
  public State read(String device, WireInput in) {
    var state = new State(device);
    state.coverage = Coverage.read(in);
    for (var left = in.readCount(); left > 0; left--) {
      var local = LocalDay.of(LocalDate.ofEpochDay(in.readSigned()), Zones.stored(in.readText()));
      var standing = in.readFlag() ? OptionalLong.of(in.readSigned()) : OptionalLong.empty();
      var day = state.open.day(local, local.date(), () -> new Day(local, standing));
      day.milliwattHours = Sum.read(in);
      day.cost = Money.read(in);
      day.unpriced = in.readSigned();
      day.readings = in.readSigned();
      day.peakWatts = in.readSigned();
      day.coveredMillis = in.readSigned();
      day.hourly = Sums.read(day.day.hours(), in);
    }
    return state;
  }
}
