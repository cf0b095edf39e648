package io.meterline.connect.formats.nem;

import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * The readings of a device from NEM12: the sum of its registers, day by day. Days wait until all registers are there that the file's
 * NMIConfiguration names.
 */
final class NemSeries {
  private static final int MILLIS_PER_SECOND = 1000;

  private static final String TOO_LATE =
      "the other registers of the day come long before it in the file, and were added up; import registers apart";

  private final String device;
  private final ToIntFunction<NemStream> sign;
  private final Function<NemStream, Set<String>> expected;
  private final ReadingOutput out;
  private final Map<LocalDate, Map<String, NemDay>> days = new TreeMap<>();
  private final Set<String> registers = new TreeSet<>();
  private final BitSet done = new BitSet();

  /**
   * A device.
   *
   * @param sign the sign of a register's energy in the sum
   * @param expected the registers of the device, as a 200 record names them
   */
  NemSeries(String device, ToIntFunction<NemStream> sign, Function<NemStream, Set<String>> expected, ReadingOutput out) {
    this.device = device;
    this.sign = sign;
    this.expected = expected;
    this.out = out;
  }

  /** Adds a register's day. Of several, the one that was last updated counts; of those, the last in the file. */
  void add(NemDay day) {
    registers.add(day.stream().register());
    var parts = days.computeIfAbsent(day.date(), any -> new LinkedHashMap<>());
    var earlier = Optional.ofNullable(parts.get(day.stream().register()));
    if (earlier.isEmpty() || day.replaces(earlier.get())) {
      parts.put(day.stream().register(), day);
    }
    earlier.ifPresent(any -> leaveOut(any, "value of a 300 record that another one of its register and day replaces"));
  }

  private void leaveOut(NemDay day, String what) {
    for (var i = 0; i < day.size(); i++) {
      if (day.has(i)) {
        out.leftOut(what);
      }
    }
  }

  /** Passes the days of which all expected registers are there. */
  void passComplete() {
    days.values()
        .removeIf(
            parts -> {
              var areExpected = parts.values().stream().noneMatch(day -> expected.apply(day.stream()).isEmpty());
              var isComplete = areExpected && missing(parts).isEmpty();
              if (isComplete) {
                pass(parts.values());
              }
              return isComplete;
            });
  }

  /** The expected registers that are not there. Where NMIConfiguration is missing, those of any day are expected. */
  private Set<String> missing(Map<String, NemDay> parts) {
    var missing = new TreeSet<String>();
    for (var day : parts.values()) {
      var configured = expected.apply(day.stream());
      missing.addAll(configured.isEmpty() ? registers : configured);
    }
    missing.removeAll(parts.keySet());
    return missing;
  }

  /** Passes all days. */
  void passAll() {
    var lacking = new TreeMap<String, ArrayList<LocalDate>>();
    days.forEach(
        (date, parts) -> {
          var missing = missing(parts);
          if (!missing.isEmpty() && done.get(Math.toIntExact(date.toEpochDay()))) {
            parts.values().forEach(day -> out.rejected(day.place(), TOO_LATE));
          } else {
            missing.forEach(register -> lacking.computeIfAbsent(register, any -> new ArrayList<>()).add(date));
            pass(parts.values());
          }
        });
    days.clear();
    lacking.forEach(
        (register, dates) ->
            out.note(
                device + ": register " + register + " has no values on " + dates.size() + " days, of which the first is "
                    + dates.get(0) + "; these days have the energy of the other registers alone"));
  }

  private void pass(Collection<NemDay> all) {
    var longest = all.stream().max(Comparator.comparingInt(NemDay::seconds)).orElseThrow();
    var parts = new ArrayList<NemDay>();
    for (var day : all) {
      if (longest.seconds() % day.seconds() == 0) {
        parts.add(day);
      } else {
        out.rejected(
            day.place(),
            "its intervals do not divide those of register " + longest.stream().register()
                + ", so they cannot be added up; import registers apart");
      }
    }
    if (parts.stream().anyMatch(day -> day.seconds() != longest.seconds())) {
      out.note(device + ": registers with intervals of different lengths are added up to the longest");
    }
    done.set(Math.toIntExact(longest.date().toEpochDay()));
    var updated = parts.stream().map(NemDay::updated).flatMap(Optional::stream).max(Comparator.naturalOrder());
    for (var i = 0; i < longest.size(); i++) {
      pass(parts, longest, i, updated);
    }
  }

  /** Passes an interval of the day with the longest intervals. */
  private void pass(Collection<NemDay> parts, NemDay longest, int index, Optional<Instant> updated) {
    var sum = 0L;
    var values = 0;
    var isComplete = true;
    var isEstimated = false;
    try {
      for (var part : parts) {
        var each = longest.seconds() / part.seconds();
        for (var i = index * each; i < (index + 1) * each; i++) {
          isComplete &= part.has(i);
          values += part.has(i) ? 1 : 0;
          isEstimated |= part.isEstimated(i);
          sum = Math.addExact(sum, sign.applyAsInt(part.stream()) * part.energy(i));
        }
      }
    } catch (ArithmeticException e) {
      out.rejected(longest.place(), "the sum of the registers is too large for 64 bits");
      return;
    }
    if (isComplete) {
      var at = (longest.start() + (long) index * longest.seconds()) * MILLIS_PER_SECOND;
      var reading = new Reading(at, longest.seconds(), sum);
      var quality = isEstimated ? Quality.ESTIMATED : Quality.MEASURED;
      var logged = updated.filter(time -> time.toEpochMilli() >= reading.endMillis());
      out.reading(new MeterReading(device, reading, quality, logged, OptionalInt.empty(), OptionalLong.empty()), longest.place());
    } else {
      for (var i = 0; i < values; i++) {
        out.leftOut("value of an interval in which another register of the meter has none");
      }
    }
  }
}
