package io.meterline.engine.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.oracle.InForceOracle;
import io.meterline.oracle.Log;
import io.meterline.oracle.RandomLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** That a plan misses nothing, for random logs and any part of their events added later. */
class RangePlanPropertyTest {
  private static final List<String> DEVICES = List.of("A", "B", "C", "D", "E", "without events");

  @Provide
  Arbitrary<Log> logs() {
    return RandomLogs.logs();
  }

  /** The numbers of the events that were added, of both kinds. */
  @Provide
  Arbitrary<Set<Integer>> some() {
    return Arbitraries.integers().between(0, 60).set().ofMaxSize(8);
  }

  @Provide
  Arbitrary<Windows> periods() {
    return Arbitraries.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(28)).map(Windows::of);
  }

  @Provide
  Arbitrary<Duration> latenesses() {
    return RandomLogs.latenesses();
  }

  @Property(tries = 400)
  void theSettingsDifferExactlyWhereTheyAreSaidTo(
      @ForAll("logs") Log log, @ForAll("some") Set<Integer> added, @ForAll Known known) {
    var changes = new Split<>(log.changes(), added);
    var before = new InForceOracle(changes.base, known);
    var after = new InForceOracle(log.changes(), known);
    var difference = difference(changes, known);
    for (var device : DEVICES) {
      var spans = difference.of(device);
      for (var time : times(log)) {
        assertEquals(
            !before.at(device, time).equals(after.at(device, time)),
            spans.stream().anyMatch(span -> span.holds(time.toEpochMilli())),
            () -> device + " at " + time + " in " + spans);
      }
    }
  }

  @Property(tries = 600)
  void everyReadingThatCanDifferIsInItsDevicesRangeAndNoneBeforeItIsMissed(
      @ForAll("logs") Log log,
      @ForAll("some") Set<Integer> addedChanges,
      @ForAll("some") Set<Integer> addedReadings,
      @ForAll Known known,
      @ForAll("latenesses") Duration lateness,
      @ForAll("periods") Windows periods) {
    var changes = new Split<>(log.changes(), addedChanges);
    var readings = new Split<>(log.readings(), addedReadings);
    var base = InForceOracle.starts(readings.base, known, lateness);
    var added = InForceOracle.starts(readings.added, known, lateness);
    var snapshots = snapshots(base, periods);
    var plan = new RangePlanner(index(snapshots), periods).plan(difference(changes, known), spans(added));
    var before = new InForceOracle(changes.base, known);
    var after = new InForceOracle(log.changes(), known);

    for (var device : DEVICES) {
      var differing = new TreeSet<>(added.getOrDefault(device, new TreeSet<>()));
      var starts = base.getOrDefault(device, new TreeSet<>());
      starts.stream()
          .filter(at -> !before.at(device, Instant.ofEpochMilli(at)).equals(after.at(device, Instant.ofEpochMilli(at))))
          .forEach(differing::add);
      var range = plan.range(device);
      if (range.isPresent()) {
        assertStartsWhereTheSnapshotEnds(range.get(), starts, snapshots.getOrDefault(device, new TreeMap<>()));
        range.get().until().ifPresent(end -> assertEquals(0, Math.floorMod(end, periods.millis())));
      }
      for (var at : differing) {
        assertTrue(range.isPresent() && range.get().holds(at), () -> device + " at " + Instant.ofEpochMilli(at) + ": " + range);
        assertTrue(plan.spans().stream().anyMatch(span -> span.holds(at)));
        range.get().snapshot().ifPresent(time -> assertTrue(snapshots.get(device).get(time) < at));
      }
    }
  }

  @Property(tries = 300)
  void aDeviceWithoutDifferencesIsNotPlanned(
      @ForAll("logs") Log log,
      @ForAll("some") Set<Integer> addedChanges,
      @ForAll Known known,
      @ForAll("periods") Windows periods) {
    var changes = new Split<>(log.changes(), addedChanges);
    var snapshots = snapshots(InForceOracle.starts(log.readings(), known, Duration.ofDays(7)), periods);
    var plan = new RangePlanner(index(snapshots), periods).plan(difference(changes, known), Map.of());
    var before = new InForceOracle(changes.base, known);
    var after = new InForceOracle(log.changes(), known);
    for (var device : DEVICES) {
      if (times(log).stream().allMatch(time -> before.at(device, time).equals(after.at(device, time)))) {
        assertTrue(plan.range(device).isEmpty(), device);
      }
    }
  }

  /** What was read before the range is exactly what the snapshot covers. */
  private static void assertStartsWhereTheSnapshotEnds(DeviceRange range, TreeSet<Long> starts, TreeMap<Long, Long> snapshots) {
    var covered = range.snapshot().isPresent() ? snapshots.get(range.snapshot().getAsLong()) : Long.MIN_VALUE;
    for (var at : starts) {
      assertEquals(at > covered, at >= range.from(), () -> Instant.ofEpochMilli(at) + " in " + range);
    }
  }

  /** All times at which anything can change, those just before and after them, and the starts of readings. */
  private static List<Instant> times(Log log) {
    var times = new TreeSet<Instant>();
    for (var change : log.changes()) {
      times.add(change.effectiveAt());
      times.add(change.position().loggedAt());
    }
    for (var time : List.copyOf(times)) {
      times.add(time.minusMillis(1));
      times.add(time.plusMillis(1));
    }
    log.readings().forEach(reading -> times.add(Instant.ofEpochMilli(reading.reading().atMillis())));
    return new ArrayList<>(times);
  }

  private static SettingsDifference difference(Split<LoggedChange> changes, Known known) {
    var builder = new SettingsDifference.Builder(new ChangeRules(known));
    changes.base.forEach(builder::before);
    changes.added.forEach(builder::added);
    return builder.build();
  }

  /** Per device and period with readings, the start of the last one. */
  private static Map<String, TreeMap<Long, Long>> snapshots(Map<String, TreeSet<Long>> starts, Windows periods) {
    var snapshots = new TreeMap<String, TreeMap<Long, Long>>();
    starts.forEach(
        (device, times) ->
            times.forEach(
                at -> snapshots.computeIfAbsent(device, any -> new TreeMap<>()).merge(periods.endOf(at), at, Math::max)));
    return snapshots;
  }

  private static SnapshotIndex index(Map<String, TreeMap<Long, Long>> snapshots) {
    var index = new SnapshotIndex();
    // The latest first, as they may come in any order.
    snapshots.forEach((device, rows) -> rows.descendingMap().forEach((time, last) -> index.add(device, time, last)));
    return index;
  }

  private static Map<String, Span> spans(Map<String, TreeSet<Long>> starts) {
    var spans = new TreeMap<String, Span>();
    starts.forEach((device, times) -> spans.put(device, new Span(times.first(), times.last() + 1)));
    return spans;
  }

  /** The events that a log had, and those added. */
  private static final class Split<T> {
    private final List<T> base = new ArrayList<>();
    private final List<T> added = new ArrayList<>();

    Split(List<T> all, Set<Integer> later) {
      IntStream.range(0, all.size()).forEach(i -> (later.contains(i) ? added : base).add(all.get(i)));
    }
  }
}
