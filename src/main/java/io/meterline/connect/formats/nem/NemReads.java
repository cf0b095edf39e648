package io.meterline.connect.formats.nem;

import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.nem.NemStream.Flow;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The readings of NEM13. The registers of a device are read minutes apart. To add them up, each is taken as read at the earliest time
 * at which one of them was on that day, so that readings follow each other without gaps. Registers that were read on different days
 * cannot be added up.
 */
final class NemReads {
  private static final int MILLIS_PER_SECOND = 1000;

  private final NemTimes times;
  private final NemDevices devices;
  private final ReadingOutput out;
  private final Map<String, List<NemRead>> byDevice = new LinkedHashMap<>();

  NemReads(NemTimes times, NemDevices devices, ReadingOutput out) {
    this.times = times;
    this.devices = devices;
    this.out = out;
  }

  /** When registers were read before and after, as far as they are added up. */
  private record Span(LocalDateTime from, LocalDateTime to) implements Comparable<Span> {
    @Override
    public int compareTo(Span other) {
      return Comparator.comparing(Span::from).thenComparing(Span::to).compare(this, other);
    }

    private boolean overlaps(Span other) {
      return from.isBefore(other.to) && other.from.isBefore(to);
    }
  }

  /**
   * Adds a 250 record.
   *
   * @throws BadRow if it is not the energy between two reads
   */
  void add(NemCells cells, Place place) throws BadRow {
    var leftOut = NemRead.leftOut(cells);
    leftOut.ifPresent(out::leftOut);
    if (leftOut.isEmpty()) {
      var read = NemRead.of(cells, times, place.line());
      out.unit(NemStream.unit(cells.text(NemRead.UNIT)).orElseThrow().toString());
      var device = devices.device(devices.meter(read.meter()), read.register(), read.flow());
      byDevice.computeIfAbsent(device, any -> new ArrayList<>()).add(read);
    }
  }

  /** Passes the readings of all records. */
  void finish() {
    byDevice.forEach(this::pass);
  }

  private void pass(String device, List<NemRead> reads) {
    var registers = reads.stream().map(NemReads::register).distinct().sorted().toList();
    var earliest = registers.size() == 1 ? Map.<LocalDate, LocalDateTime>of() : earliest(reads);
    var spans = new TreeMap<Span, Map<String, NemRead>>();
    for (var read : reads) {
      var span = new Span(time(read.from(), earliest), time(read.to(), earliest));
      spans.computeIfAbsent(span, any -> new LinkedHashMap<>()).merge(register(read), read, this::latest);
    }
    if (registers.size() > 1) {
      rejectOverlaps(spans, registers);
      out.note(device + ": registers " + registers + " are added up, as read at the earliest time of a day");
    }
    spans.forEach((span, parts) -> sum(device, span, parts.values().stream().toList()));
  }

  private static String register(NemRead read) {
    return read.register() + (read.flow() == Flow.EXPORTED ? " (sent back)" : "");
  }

  private static LocalDateTime time(LocalDateTime read, Map<LocalDate, LocalDateTime> earliest) {
    return earliest.getOrDefault(read.toLocalDate(), read);
  }

  /** Rejects, and removes, the reads whose times overlap, unless all have all registers. */
  private void rejectOverlaps(TreeMap<Span, Map<String, NemRead>> spans, List<String> registers) {
    var overlapping = new TreeSet<Span>();
    var open = Optional.<Span>empty();
    for (var span : spans.keySet()) {
      if (open.isPresent() && open.get().overlaps(span)) {
        overlapping.addAll(List.of(open.get(), span));
      }
      open = open.filter(one -> one.to().isAfter(span.to())).or(() -> Optional.of(span));
    }
    if (overlapping.stream().allMatch(span -> spans.get(span).size() == registers.size())) {
      return;
    }
    for (var span : overlapping) {
      var reason = "registers " + registers + " were not read on the same days, so they cannot be added up; import registers apart";
      spans.remove(span).values().forEach(read -> reject(read, reason));
    }
  }

  private NemRead latest(NemRead earlier, NemRead later) {
    out.leftOut("value of a 250 record that another one of its register and times replaces");
    return later.replaces(earlier) ? later : earlier;
  }

  private static Map<LocalDate, LocalDateTime> earliest(List<NemRead> reads) {
    return reads.stream()
        .flatMap(read -> List.of(read.from(), read.to()).stream())
        .collect(Collectors.toMap(LocalDateTime::toLocalDate, time -> time, (one, other) -> one.isBefore(other) ? one : other));
  }

  private void sum(String device, Span span, List<NemRead> reads) {
    var from = times.instant(span.from());
    var to = times.instant(span.to());
    var seconds = to.getEpochSecond() - from.getEpochSecond();
    if (seconds <= 0 || seconds > Integer.MAX_VALUE) {
      reads.forEach(read -> reject(read, "the time between its reads is " + seconds + " seconds"));
      return;
    }
    try {
      var sum = 0L;
      for (var read : reads) {
        sum = Math.addExact(sum, devices.sign(read.flow()) * read.milliwattHours());
      }
      var reading = new Reading(from.getEpochSecond() * MILLIS_PER_SECOND, (int) seconds, sum);
      var quality = reads.stream().anyMatch(NemRead::isEstimated) ? Quality.ESTIMATED : Quality.MEASURED;
      var updated = reads.stream().map(NemRead::updated).flatMap(Optional<Instant>::stream).max(Comparator.naturalOrder());
      var logged = updated.filter(time -> !time.isBefore(to));
      out.reading(new MeterReading(device, reading, quality, logged, OptionalInt.empty(), OptionalLong.empty()), place(reads.get(0)));
    } catch (ArithmeticException e) {
      reads.forEach(read -> reject(read, "the sum of the registers is too large for 64 bits"));
    }
  }

  private void reject(NemRead read, String reason) {
    out.rejected(place(read), reason);
  }

  private static Place place(NemRead read) {
    return new Place(
        read.line(), () -> "250, register " + read.register() + " of " + read.meter() + " from " + read.from() + " to " + read.to());
  }
}
