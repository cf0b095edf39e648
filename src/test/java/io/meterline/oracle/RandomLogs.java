package io.meterline.oracle;

import static net.jqwik.api.Tuple.of;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Small random logs with everything that can go wrong.
 *
 * <p>A log is composed of lists of small independent records, so that removing or simplifying one while shrinking changes nothing
 * about the others but their offsets.
 */
public final class RandomLogs {
  /** The time span of the log, except for a few far-away events; {@code home} is everyone's zone from the start. */
  record Stage(Instant start, Duration span, Optional<String> home) {}

  /** An interesting time, such as a clock change, and its zone. */
  private record Turn(String at, String zone) {}

  /** A time on the stage: thousandths of the span, rounded down to a quarter of an hour, plus some milliseconds. */
  record Moment(int thousandths, int millis) {}

  /** When an event is logged, relative to its natural time, and its partition. */
  record Logging(long delaySeconds, int partition) {}

  /** Readings of a device, each by default starting where the previous one ended. */
  record Series(String device, Moment start, int seconds, List<Metered> readings) {}

  /** A reading of a series; {@code again} gives it the start of the previous one, as a correction or duplicate. */
  record Metered(Placing placing, long energy, Optional<Integer> oddSeconds, Logging logging) {}

  record Placing(boolean again, long pauseSeconds) {}

  /** A settings change; {@code known} is when it is logged, if that is independent of its effective time. */
  record Change(
      ChangeContent content, Moment effective, Optional<String> author, Logging logging, Optional<Moment> known) {}

  /** An event without an offset yet. */
  record Unplaced<T>(Instant loggedAt, int partition, Function<Position, T> event) {}

  private static final int FAR_PAST = -1;
  private static final int FAR_FUTURE = -2;
  private static final long QUARTER_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;

  private RandomLogs() {}

  /** Any log. */
  public static Arbitrary<Log> logs() {
    // Edge cases would combine only the rarest values, and sums of energies and costs would overflow.
    var founding = ChangeContent.founding().list().ofMaxSize(12);
    return Combinators.combine(stages(), series().list().ofMaxSize(6), founding, changes().list().ofMaxSize(47))
        .as(RandomLogs::log)
        .withoutEdgeCases();
  }

  /** Allowed lateness of readings. Short ones reject many readings, and some equal the lateness of some readings exactly. */
  public static Arbitrary<Duration> latenesses() {
    return Arbitraries.of(0L, HOUR, DAY, 7 * DAY, 40 * DAY).map(Duration::ofSeconds);
  }

  static Arbitrary<Stage> stages() {
    var turns =
        Arbitraries.of(
            new Turn("2013-01-01T00:00:00Z", "UTC"),
            new Turn("2011-12-30T10:00:00Z", "Pacific/Apia"), // The 30th is skipped.
            new Turn("2010-11-07T02:31:00Z", "America/St_Johns"), // Back from one minute past midnight.
            new Turn("2013-04-06T16:00:00Z", "Australia/Sydney"),
            new Turn("2013-10-05T16:00:00Z", "Australia/Sydney"),
            new Turn("2013-04-06T15:00:00Z", "Australia/Lord_Howe"), // Half an hour.
            new Turn("2013-10-05T15:30:00Z", "Australia/Lord_Howe"),
            new Turn("2013-03-31T01:00:00Z", "Europe/Berlin"),
            new Turn("2013-10-27T01:00:00Z", "Europe/Berlin"),
            new Turn("2013-03-10T07:00:00Z", "America/New_York"),
            new Turn("2012-10-21T03:00:00Z", "America/Sao_Paulo"), // Forward at midnight, which is skipped.
            new Turn("2013-02-17T02:00:00Z", "America/Sao_Paulo"),
            new Turn("1969-09-30T13:00:00Z", "Pacific/Kwajalein"), // A day of 47 hours.
            new Turn("1965-04-25T07:00:00Z", "America/New_York"));
    var leads = Arbitraries.of(0L, 3 * HOUR, 12 * HOUR, 30 * HOUR);
    var spans = Arbitraries.of(6 * HOUR, 2 * DAY, 10 * DAY, 90 * DAY, 730 * DAY);
    return Combinators.combine(turns, leads, spans, Arbitraries.of(false, true))
        .as(
            (turn, lead, span, isAtHome) -> {
              var start = Instant.parse(turn.at()).minusSeconds(lead);
              return new Stage(start, Duration.ofSeconds(span), Optional.of(turn.zone()).filter(zone -> isAtHome));
            });
  }

  static Arbitrary<Moment> moments() {
    var thousandths =
        Arbitraries.frequencyOf(
            of(60, Arbitraries.integers().between(0, 1000)),
            of(30, Arbitraries.just(0)),
            of(30, Arbitraries.of(10, 250, 500, 750)),
            of(1, Arbitraries.of(FAR_PAST, FAR_FUTURE)));
    var millis = Arbitraries.frequency(of(16, 0), of(1, 1), of(1, -1), of(1, 500));
    return Combinators.combine(thousandths, millis).as(Moment::new);
  }

  static Arbitrary<Logging> loggings() {
    var delays =
        Arbitraries.frequencyOf(
            of(8, Arbitraries.of(0L, 1L, 60L)),
            of(2, Arbitraries.longs().between(0, 2 * HOUR)),
            of(2, Arbitraries.of(HOUR, DAY, 7 * DAY, 7 * DAY + 1)),
            of(2, Arbitraries.longs().between(1, 30).map(days -> days * DAY)),
            of(1, Arbitraries.longs().between(1, 3 * HOUR).map(early -> -early)));
    return Combinators.combine(delays, Arbitraries.of(0, 1, 2)).as(Logging::new);
  }

  static Arbitrary<Series> series() {
    var seconds = Arbitraries.of(1800, 900, 3600);
    return Combinators.combine(ChangeContent.devices(), moments(), seconds, readings().list().ofMaxSize(20)).as(Series::new);
  }

  static Arbitrary<Metered> readings() {
    var placings =
        Arbitraries.frequencyOf(
            of(24, Arbitraries.just(after(0))),
            of(3, Arbitraries.just(new Placing(true, 0))),
            of(2, Arbitraries.of(1L, 900L, HOUR, 12 * HOUR, 10 * DAY, 60 * DAY).map(RandomLogs::after)),
            of(1, Arbitraries.of(-1L, -900L).map(RandomLogs::after)));
    var energies =
        Arbitraries.frequencyOf(
            of(60, Arbitraries.longs().between(0, 20).map(steps -> steps * 50_000)),
            of(20, Arbitraries.longs().between(-1_000_000, 1_000_000)),
            of(8, Arbitraries.of(250_001L, 249_999L, -50_000L, 1L, -1L)),
            of(1, Arbitraries.of(1_000_000_000_000_000L, -1_000_000_000_000_000L)),
            of(1, Arbitraries.of(1_000_000_000_000_001L, Long.MAX_VALUE, Long.MIN_VALUE)));
    var oddSeconds =
        Arbitraries.frequencyOf(
            of(20, Arbitraries.just(Optional.<Integer>empty())),
            of(2, Arbitraries.of(1, 59, 600, 1799, 5400, 86_400, 4_000_000).map(Optional::of)),
            of(1, Arbitraries.of(0, -1, -1800, Integer.MIN_VALUE).map(Optional::of)));
    return Combinators.combine(placings, energies, oddSeconds, loggings()).as(Metered::new);
  }

  private static Placing after(long pauseSeconds) {
    return new Placing(false, pauseSeconds);
  }

  static Arbitrary<Change> changes() {
    // Unlike a reading, a change may be announced, so being logged early is usual here.
    var announced =
        Combinators.combine(Arbitraries.of(HOUR, DAY, 20 * DAY, 90 * DAY), Arbitraries.of(0, 1, 2))
            .as((early, partition) -> new Logging(-early, partition));
    var loggings = Arbitraries.frequencyOf(of(3, loggings()), of(1, announced));
    var authors = Arbitraries.of(Optional.<String>empty(), Optional.of("ops"));
    var any = Combinators.combine(ChangeContent.any(), moments(), authors, loggings, Arbitraries.just(Optional.<Moment>empty()));
    // Corrections of the past while later changes are known, and announcements, of the same few settings.
    var edits =
        Combinators.combine(ChangeContent.contested(), moments(), authors, loggings, moments().map(Optional::of)).as(Change::new);
    return Arbitraries.frequencyOf(of(3, any.as(Change::new)), of(2, edits));
  }

  private static Log log(Stage stage, List<Series> series, List<ChangeContent> founding, List<Change> later) {
    var placement = new Placement();
    return new Log(
        placement.readings(readingsOf(series, stage)), placement.changes(changesOf(stage, founding, later)));
  }

  static List<Unplaced<LoggedReading>> readingsOf(List<Series> series, Stage stage) {
    return series.stream().flatMap(one -> readingsOf(one, stage).stream()).toList();
  }

  static List<Unplaced<LoggedChange>> changesOf(Stage stage, List<ChangeContent> founding, List<Change> later) {
    var changes = new ArrayList<Unplaced<LoggedChange>>();
    stage.home().ifPresent(zone -> changes.add(changeOf(atStart(ChangeContent.home(zone)), stage)));
    founding.forEach(content -> changes.add(changeOf(atStart(content), stage)));
    later.forEach(change -> changes.add(changeOf(change, stage)));
    return changes;
  }

  private static Change atStart(ChangeContent content) {
    return new Change(content, new Moment(0, 0), Optional.empty(), new Logging(0, 0), Optional.empty());
  }

  static List<Unplaced<LoggedReading>> readingsOf(Series series, Stage stage) {
    var readings = new ArrayList<Unplaced<LoggedReading>>();
    var at = instant(series.start(), stage);
    var end = at;
    for (var metered : series.readings()) {
      at = metered.placing().again() ? at : end.plusSeconds(metered.placing().pauseSeconds());
      var seconds = metered.oddSeconds().orElse(series.seconds());
      end = at.plusSeconds(Math.max(seconds, 0));
      var reading = new Reading(at.toEpochMilli(), seconds, metered.energy());
      readings.add(
          new Unplaced<>(
              end.plusSeconds(metered.logging().delaySeconds()),
              metered.logging().partition(),
              position -> new LoggedReading(series.device(), reading, position)));
    }
    return readings;
  }

  static Unplaced<LoggedChange> changeOf(Change change, Stage stage) {
    var content = change.content();
    var effective = instant(change.effective(), stage);
    var reason = change.author().map(author -> "said " + author + ", \"so\"");
    var natural = change.known().map(moment -> instant(moment, stage)).orElse(effective);
    return new Unplaced<>(
        natural.plusSeconds(change.logging().delaySeconds()),
        change.logging().partition(),
        position ->
            new LoggedChange(
                content.scope(), content.name(), content.op(), content.value(), effective, change.author(), reason, position));
  }

  static Instant instant(Moment moment, Stage stage) {
    if (moment.thousandths() == FAR_PAST) {
      return Instant.parse("-0020-01-01T00:00:00Z");
    }
    if (moment.thousandths() == FAR_FUTURE) {
      return Instant.parse("+10020-01-01T00:00:00Z");
    }
    var quarters = stage.span().toMillis() * moment.thousandths() / 1000 / QUARTER_MILLIS;
    return stage.start().plusMillis(quarters * QUARTER_MILLIS + moment.millis());
  }
}
