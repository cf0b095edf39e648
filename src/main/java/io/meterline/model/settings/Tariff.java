package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A price of energy that depends on the local time: a base rate, and rates for spans of the week. The first span that holds a local time
 * gives its rate; if none does, the base rate applies. Immutable.
 *
 * <p>Local times are given in local milliseconds: milliseconds since 1970-01-01T00:00 on the clock of the time zone, that is epoch
 * milliseconds plus the zone's offset.
 */
public final class Tariff {
  /**
   * The most rates that a change may give a tariff besides its base rate: one for each half hour of a week. A tariff travels with
   * the readings of every device that it applies to, so one with tens of thousands of rates would slow down or end a run.
   */
  public static final int MAX_RATES = WeekSpan.WEEK_MINUTES / 30;

  private final long base;
  private final List<Rate> rates;

  /** Computed when it is first needed. The race is benign: every thread computes the same. */
  private Week week;

  /**
   * A rate for a span of the week.
   *
   * @param span when it applies
   * @param micros the rate, millionths of the currency unit per kilowatt-hour
   */
  public record Rate(WeekSpan span, long micros) {
    @Override
    public String toString() {
      return span + " " + micros;
    }
  }

  /** The rate over each part of a week: parts by their starts, in milliseconds from Monday 00:00, the first of which is 0. */
  private record Week(long[] starts, long[] rates) {
    int indexAt(long millis) {
      var low = 0;
      var high = starts.length;
      while (high - low > 1) {
        var middle = low + high >>> 1;
        if (starts[middle] <= millis) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    long endOf(int index) {
      return index + 1 < starts.length ? starts[index + 1] : WeekSpan.WEEK_MILLIS;
    }
  }

  /**
   * A tariff.
   *
   * @param base the base rate, millionths of the currency unit per kilowatt-hour
   * @param rates rates for spans of the week, the first that holds a time counts
   */
  public Tariff(long base, List<Rate> rates) {
    this.base = base;
    this.rates = List.copyOf(rates);
  }

  /** A tariff that is the same at all times. */
  public static Tariff flat(long rate) {
    return new Tariff(rate, List.of());
  }

  /** The base rate. */
  public long base() {
    return base;
  }

  /** The rates for spans of the week, in their order. */
  public List<Rate> rates() {
    return rates;
  }

  /** Whether it is the same at all times because it has only a base rate. */
  public boolean isFlat() {
    return rates.isEmpty();
  }

  /** The base rate, then the others in their order. */
  LongStream allRates() {
    return LongStream.concat(LongStream.of(base), rates.stream().mapToLong(Rate::micros));
  }

  /** The tariff with every rate changed; empty if a rate has no result. */
  Optional<Tariff> map(LongFunction<Optional<Long>> change) {
    var newBase = change.apply(base);
    var changed = new ArrayList<Rate>();
    for (var rate : rates) {
      change.apply(rate.micros).ifPresent(micros -> changed.add(new Rate(rate.span, micros)));
    }
    return newBase.isPresent() && changed.size() == rates.size() ? Optional.of(new Tariff(newBase.get(), changed)) : Optional.empty();
  }

  /** The rate at a local time, in local milliseconds. */
  public long rateAt(long localMillis) {
    return isFlat() ? base : week().rates[week().indexAt(WeekSpan.millisOfWeek(localMillis))];
  }

  /**
   * Until when the rate at a local time applies, exclusive, if clocks are not changed before; both in local milliseconds. The rate after
   * it may be the same.
   */
  public long until(long localMillis) {
    if (isFlat()) {
      return Long.MAX_VALUE;
    }
    var ofWeek = WeekSpan.millisOfWeek(localMillis);
    return localMillis - ofWeek + week().endOf(week().indexAt(ofWeek));
  }

  private Week week() {
    var computed = week;
    if (computed == null) {
      computed = computeWeek();
      week = computed;
    }
    return computed;
  }

  private Week computeWeek() {
    var bounds = new BitSet(WeekSpan.WEEK_MINUTES);
    bounds.set(0);
    rates.forEach(rate -> rate.span.addBounds(bounds));
    var starts = new long[bounds.cardinality()];
    var rateOf = new long[starts.length];
    var parts = 0;
    for (var minute = bounds.nextSetBit(0); minute >= 0; minute = bounds.nextSetBit(minute + 1)) {
      var rate = rateAtMinute(minute);
      if (parts == 0 || rate != rateOf[parts - 1]) {
        starts[parts] = minute * WeekSpan.MINUTE_MILLIS;
        rateOf[parts++] = rate;
      }
    }
    return new Week(Arrays.copyOf(starts, parts), Arrays.copyOf(rateOf, parts));
  }

  private long rateAtMinute(int minuteOfWeek) {
    for (var rate : rates) {
      if (rate.span.holds(minuteOfWeek)) {
        return rate.micros;
      }
    }
    return base;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Tariff tariff && base == tariff.base && rates.equals(tariff.rates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(base, rates);
  }

  /** Its canonical text, which {@link TariffText#parse} reads. */
  @Override
  public String toString() {
    return rates.isEmpty()
        ? Long.toString(base)
        : base + "; " + rates.stream().map(Rate::toString).collect(Collectors.joining("; "));
  }
}
