package io.meterline.connect.formats.nem;

import io.meterline.connect.csv.Decimals;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.formats.ReadingOutput.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** A 300 record of NEM12, the values of a register on a day, in columns. The 400 records after it say more of their quality. */
final class NemDay {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_OF_DAY = 24 * 60;
  private static final int DATE = 1;
  private static final int FIRST = 2;
  private static final int UPDATED = 3;
  private static final int FROM = 1;
  private static final int TO = 2;
  private static final int QUALITY = 3;
  private static final Pattern INTERVAL = Pattern.compile("[0-9]{1,4}");

  private final NemStream stream;
  private final LocalDate date;
  private final long start;
  private final long line;
  private final long[] energy;
  private final NemQuality[] quality;
  private final BitSet present = new BitSet();
  private Optional<Instant> updated = Optional.empty();
  private Optional<String> problem = Optional.empty();

  private NemDay(NemStream stream, LocalDate date, long start, int count, long line) {
    this.stream = stream;
    this.date = date;
    this.start = start;
    this.line = line;
    this.energy = new long[count];
    this.quality = new NemQuality[count];
  }

  /**
   * Reads a 300 record.
   *
   * @throws BadRow if its date cannot be read, or it has another number of values than the day has intervals
   */
  static NemDay of(NemStream stream, NemCells cells, NemTimes times, ReadingOutput out, long line) throws BadRow {
    var date = NemTimes.date(cells.text(DATE));
    var count = count(stream, cells, times, date);
    var whole = NemQuality.of(cells.text(FIRST + count));
    var day = new NemDay(stream, date, times.start(date), count, line);
    for (var i = 0; i < count; i++) {
      day.quality[i] = whole;
      day.value(i, cells.text(FIRST + i));
    }
    day.updated(cells.text(FIRST + count + UPDATED), times, out);
    return day;
  }

  /** The number of intervals of the day, which the record has. */
  private static int count(NemStream stream, NemCells cells, NemTimes times, LocalDate date) throws BadRow {
    var seconds = times.length(date);
    var count = seconds / (stream.minutes() * SECONDS_PER_MINUTE);
    var found = found(cells, count);
    if (found == count && seconds % (stream.minutes() * SECONDS_PER_MINUTE) == 0) {
      return count;
    }
    var expected = count + " intervals of " + stream.minutes() + " minutes";
    throw new BadRow(
        found == MINUTES_OF_DAY / stream.minutes()
            ? "has " + found + " values, but " + date + " has " + expected + " in " + times.zone()
                + ", as clocks change; NEM12 is in UTC+10 throughout the year: leave out --zone"
            : "has " + found + " values, not " + expected);
  }

  /** The number of values: those before the quality, which may be missing where the expected number of values is there. */
  private static int found(NemCells cells, int expected) {
    var end = FIRST;
    while (end < cells.size() && !NemQuality.isQuality(cells.text(end))) {
      end++;
    }
    if (end == cells.size() && cells.size() >= FIRST + expected && cells.text(FIRST + expected).isEmpty()) {
      return expected;
    }
    while (end == cells.size() && end > FIRST + expected && cells.text(end - 1).isEmpty()) {
      end--;
    }
    return end - FIRST;
  }

  private void value(int index, String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      var value = Decimals.parse(text).orElseThrow(() -> new BadRow("'" + text + "', not a decimal number such as 0.125"));
      energy[index] = stream.unit().orElseThrow().milliwattHours(value, seconds());
      present.set(index);
    } catch (BadRow bad) {
      problem = problem.or(() -> Optional.of("the value of interval " + (index + 1) + " is " + bad.getMessage()));
    }
  }

  private void updated(String text, NemTimes times, ReadingOutput out) {
    try {
      updated = text.isEmpty() ? Optional.empty() : Optional.of(times.instant(NemTimes.time(text)));
    } catch (BadRow bad) {
      out.note("an UpdateDateTime that is not one such as 20240131235959 is not used");
    }
  }

  /**
   * Applies a 400 record.
   *
   * @throws BadRow if its intervals are not those of the day
   */
  void qualify(NemCells cells) throws BadRow {
    var from = interval(cells.text(FROM));
    var to = interval(cells.text(TO));
    var part = NemQuality.of(cells.text(QUALITY));
    if (from < 1 || to < from || to > energy.length) {
      throw new BadRow(
          "is for intervals " + cells.text(FROM) + " to " + cells.text(TO) + ", not within the " + energy.length + " of the day");
    }
    for (var i = from - 1; i < to; i++) {
      quality[i] = part;
    }
  }

  private static int interval(String text) {
    return INTERVAL.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  /** Completes the day: reports its values that cannot be readings. */
  void complete(ReadingOutput out, Place place) {
    for (var i = 0; i < energy.length; i++) {
      if (quality[i] == NemQuality.NONE) {
        present.clear(i);
        out.leftOut("value of quality N, which is none");
      } else if (!present.get(i) && problem.isEmpty()) {
        problem = Optional.of("interval " + (i + 1) + " has no value");
      } else if (quality[i] == NemQuality.VARIABLE) {
        out.note("values of quality V that no 400 record describes are taken as estimated");
      }
    }
    problem.ifPresent(what -> out.rejected(place, what));
  }

  NemStream stream() {
    return stream;
  }

  LocalDate date() {
    return date;
  }

  /** The start of the day, epoch seconds UTC. */
  long start() {
    return start;
  }

  /** The length of an interval in seconds. */
  int seconds() {
    return stream.minutes() * SECONDS_PER_MINUTE;
  }

  /** The number of intervals. */
  int size() {
    return energy.length;
  }

  /** Whether an interval has a value. */
  boolean has(int index) {
    return present.get(index);
  }

  /** The energy of an interval, milliwatt-hours. */
  long energy(int index) {
    return energy[index];
  }

  /** Whether a value is an estimate. */
  boolean isEstimated(int index) {
    return quality[index] == NemQuality.ESTIMATED || quality[index] == NemQuality.VARIABLE;
  }

  /** When its values were last changed. */
  Optional<Instant> updated() {
    return updated;
  }

  /** Whether it replaces another record of the register and day, which comes before it in the file. */
  boolean replaces(NemDay earlier) {
    return updated.isEmpty() || earlier.updated.isEmpty() || !updated.get().isBefore(earlier.updated.get());
  }

  /** Its place, without its values. */
  Place place() {
    return new Place(line, () -> "300," + date + " of register " + stream.register() + " of " + stream.meter());
  }
}
