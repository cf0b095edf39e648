package io.meterline.oracle;

import static net.jqwik.api.Tuple.of;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Reading;
import io.meterline.model.time.Times;
import io.meterline.oracle.RandomLogs.Change;
import io.meterline.oracle.RandomLogs.Logging;
import io.meterline.oracle.RandomLogs.Metered;
import io.meterline.oracle.RandomLogs.Moment;
import io.meterline.oracle.RandomLogs.Series;
import io.meterline.oracle.RandomLogs.Stage;
import io.meterline.oracle.RandomLogs.Unplaced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Small random logs that grow, in every way that can change rows of the past or none at all. Like {@link RandomLogs}, they are
 * composed of lists of small independent records: shrinking removes batches, then events of a batch, and simplifies the rest.
 */
public final class RandomGrowth {
  /** A partition for events whose time is out of range, so that those that follow in the others are not. */
  private static final int WRONG_CLOCK = 3;

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private RandomGrowth() {}

  /** Something that is logged later. */
  private sealed interface Addition {
    /** Readings of any device, of a time that has readings or a later one. */
    record OfSeries(Series series) implements Addition {}

    /** A reading beside one that is there: the device's only one at its start, a superseding one, one that overlaps it. */
    record Beside(int which, long seconds, OptionalLong energy, Logging logging) implements Addition {}

    record OfChange(Change change) implements Addition {}

    /** A setting that holds for a while: it is set, and then cleared, or set to what is given. */
    record ForAWhile(Change change, long seconds, Optional<String> then) implements Addition {}
  }

  /** A log with one to ten batches that follow. */
  public static Arbitrary<GrowingLog> logs() {
    return logs(10);
  }

  /** A log with one to {@code most} batches that follow, fewer more often. */
  public static Arbitrary<GrowingLog> logs(int most) {
    var batches = additions().list().ofMaxSize(5).list().ofMinSize(1).ofMaxSize(most);
    return Combinators.combine(
            RandomLogs.stages(),
            RandomLogs.series().list().ofMaxSize(5),
            streets().list().ofMaxSize(3),
            ChangeContent.founding().list().ofMaxSize(10),
            RandomLogs.changes().list().ofMaxSize(16),
            batches)
        .as(RandomGrowth::grown)
        .withoutEdgeCases();
  }

  /** Readings of several devices on one date, which are compared. */
  private static Arbitrary<List<Series>> streets() {
    var devices = ChangeContent.devices().set().ofMinSize(2).ofMaxSize(4);
    return Combinators.combine(RandomLogs.moments(), devices, RandomLogs.readings().list().ofMinSize(4).ofMaxSize(8))
        .as((start, names, readings) -> street(start, List.copyOf(names), readings));
  }

  private static List<Series> street(Moment start, List<String> devices, List<Metered> readings) {
    var serieses = new ArrayList<Series>();
    for (var i = 0; i < devices.size(); i++) {
      var from = Math.min(i, readings.size());
      serieses.add(new Series(devices.get(i), start, 1800, readings.subList(from, Math.min(readings.size(), from + 3))));
    }
    return serieses;
  }

  /** Allowed lateness of readings, more often long: a log grows by readings that are late. */
  public static Arbitrary<Duration> latenesses() {
    return Arbitraries.frequencyOf(of(1, RandomLogs.latenesses()), of(1, Arbitraries.of(40, 800).map(Duration::ofDays)));
  }

  private static Arbitrary<Addition> additions() {
    return Arbitraries.frequencyOf(
        of(4, serieses().map(Addition.OfSeries::new)),
        of(4, besides()),
        of(3, changes().map(Addition.OfChange::new)),
        of(2, forAWhile()));
  }

  private static Arbitrary<Series> serieses() {
    var devices = Arbitraries.frequencyOf(of(8, ChangeContent.devices()), of(1, Arbitraries.of("F", "G")));
    var seconds = Arbitraries.of(1800, 900, 3600);
    return Combinators.combine(devices, moments(), seconds, RandomLogs.readings().list().ofMinSize(1).ofMaxSize(8)).as(Series::new);
  }

  /** Half of the log's span later, too. */
  private static Arbitrary<Moment> moments() {
    var later = Arbitraries.integers().between(1000, 1500).map(thousandths -> new Moment(thousandths, 0));
    return Arbitraries.frequencyOf(of(3, RandomLogs.moments()), of(2, later));
  }

  private static Arbitrary<Addition> besides() {
    var seconds =
        Arbitraries.frequencyOf(
            of(4, Arbitraries.just(0L)), of(4, Arbitraries.of(-30 * MINUTE, 30 * MINUTE, HOUR, 15 * MINUTE)), of(1, Arbitraries.of(-3 * DAY, DAY)));
    var same = Arbitraries.just(OptionalLong.empty());
    var other = Arbitraries.longs().between(0, 20).map(steps -> OptionalLong.of(steps * 50_000));
    var energies = Arbitraries.frequencyOf(of(1, same), of(4, other));
    return Combinators.combine(Arbitraries.integers().between(0, 199), seconds, energies, RandomLogs.loggings()).as(Addition.Beside::new);
  }

  private static Arbitrary<Change> changes() {
    var any = Combinators.combine(ChangeContent.any(), moments(), RandomLogs.loggings());
    var moves = Combinators.combine(ChangeContent.memberships(), moments(), RandomLogs.loggings());
    return Arbitraries.frequencyOf(of(4, RandomLogs.changes()), of(3, any.as(RandomGrowth::change)), of(2, moves.as(RandomGrowth::change)));
  }

  private static Change change(ChangeContent content, Moment effective, Logging logging) {
    return new Change(content, effective, Optional.empty(), logging, Optional.empty());
  }

  private static Arbitrary<Addition> forAWhile() {
    var lengths = Arbitraries.of(MINUTE, HOUR, 12 * HOUR, DAY, 3 * DAY, 20 * DAY);
    var settings =
        Arbitraries.frequencyOf(
            of(1, ChangeContent.zones().filter(content -> content.op().equals("SET"))),
            of(1, ChangeContent.memberships().filter(content -> content.op().equals("SET"))),
            of(2, ChangeContent.usual().filter(content -> content.op().equals("SET"))));
    var changes = Combinators.combine(settings, moments(), RandomLogs.loggings()).as(RandomGrowth::change);
    var backs = Arbitraries.frequencyOf(of(2, Arbitraries.just(false)), of(1, Arbitraries.just(true)));
    return Combinators.combine(changes, lengths, backs, settings)
        .as((change, seconds, isSetBack, other) ->
            new Addition.ForAWhile(change, seconds, Optional.of(other.value()).filter(value -> isSetBack && other.name().equals(change.content().name()))));
  }

  private static GrowingLog grown(
      Stage stage,
      List<Series> single,
      List<List<Series>> streets,
      List<ChangeContent> founding,
      List<Change> later,
      List<List<Addition>> batches) {
    var placement = new Placement();
    var series = Stream.concat(single.stream(), streets.stream().flatMap(List::stream)).toList();
    var base =
        new Log(
            placement.readings(clocked(RandomLogs.readingsOf(series, stage))),
            placement.changes(clocked(RandomLogs.changesOf(stage, founding, later))));
    var known = new ArrayList<>(base.readings());
    var grown = new ArrayList<Log>();
    for (var additions : batches) {
      var readings = new ArrayList<Unplaced<LoggedReading>>();
      var changes = new ArrayList<Unplaced<LoggedChange>>();
      additions.forEach(addition -> add(addition, stage, known, readings, changes));
      var batch = new Log(placement.readings(clocked(readings)), placement.changes(clocked(changes)));
      known.addAll(batch.readings());
      grown.add(batch);
    }
    return new GrowingLog(base, grown);
  }

  private static void add(
      Addition addition,
      Stage stage,
      List<LoggedReading> known,
      List<Unplaced<LoggedReading>> readings,
      List<Unplaced<LoggedChange>> changes) {
    if (addition instanceof Addition.OfSeries some) {
      readings.addAll(RandomLogs.readingsOf(some.series(), stage));
    } else if (addition instanceof Addition.OfChange one) {
      changes.add(RandomLogs.changeOf(one.change(), stage));
    } else if (addition instanceof Addition.ForAWhile some) {
      changes.add(RandomLogs.changeOf(some.change(), stage));
      changes.add(ending(some, stage));
    } else if (addition instanceof Addition.Beside beside && !known.isEmpty()) {
      readings.add(beside(beside, known.get(beside.which() % known.size())));
    }
  }

  private static Unplaced<LoggedChange> ending(Addition.ForAWhile some, Stage stage) {
    var content = some.change().content();
    var end = some.then()
        .map(value -> new ChangeContent(content.scope(), content.name(), "SET", value))
        .orElseGet(() -> new ChangeContent(content.scope(), content.name(), "CLEAR", ""));
    var effective = RandomLogs.instant(some.change().effective(), stage).plusSeconds(some.seconds());
    return new Unplaced<>(
        effective.plusSeconds(some.change().logging().delaySeconds()),
        some.change().logging().partition(),
        position ->
            new LoggedChange(
                end.scope(), end.name(), end.op(), end.value(), effective, Optional.empty(), Optional.empty(), position));
  }

  private static Unplaced<LoggedReading> beside(Addition.Beside beside, LoggedReading known) {
    var seconds = known.reading().seconds();
    var at = known.reading().at().plusSeconds(beside.seconds());
    var reading = new Reading(at.toEpochMilli(), seconds, beside.energy().orElse(known.reading().milliwattHours()));
    return new Unplaced<>(
        at.plusSeconds(Math.max(0, seconds) + beside.logging().delaySeconds()),
        beside.logging().partition(),
        position -> new LoggedReading(known.device(), reading, position));
  }

  private static <T> List<Unplaced<T>> clocked(List<Unplaced<T>> events) {
    return events.stream()
        .map(
            event ->
                Times.isSupported(event.loggedAt().toEpochMilli())
                    ? event
                    : new Unplaced<>(event.loggedAt(), WRONG_CLOCK, event.event()))
        .toList();
  }
}
