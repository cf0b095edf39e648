package io.meterline.bench;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The settings changes of a log: all of them {@code SET}, logged before the first reading, and each before it holds.
 * Prices are whole thousands of micros and energy whole watt-hours, so that the cost of every reading is a whole number
 * of micros: where a contender rounds makes no difference.
 */
final class SettingsPlan {
  /** One of each: five for everyone, a price, a threshold, a plan, a cohort, a threshold of a device's own. */
  static final int FEWEST = 10;

  private static final int FOR_EVERYONE = 5;
  private static final int PLANS = 8;
  private static final int COHORTS = 16;
  private static final int COHORT_DAYS = 90;
  private static final int OWN_DAYS = 30;

  /** One device in so many has no threshold of its own. */
  private static final int WITHOUT = 8;

  private static final long SEED = 0x53657474L;

  private final DataShape shape;
  private final Instant start;

  /**
   * @param start of the first reading
   */
  SettingsPlan(DataShape shape, Instant start) {
    this.shape = shape;
    this.start = start;
  }

  /** The changes in the order of the log, in one partition. */
  Stream<LoggedChange> changes() {
    var prices = PLANS * shape.days();
    var ofCohorts = COHORTS * ((shape.days() + COHORT_DAYS - 1) / COHORT_DAYS);
    var shared =
        List.of(
            everyone(),
            IntStream.range(0, prices).mapToObj(this::price),
            IntStream.range(0, ofCohorts).mapToObj(this::cohortThreshold),
            devices().mapToObj(device -> membership(device, Setting.PLAN, "plan-" + (1 + device % PLANS))),
            devices().mapToObj(device -> membership(device, Setting.COHORT, "cohort-" + (1 + device / 3 % COHORTS))));
    var known = FOR_EVERYONE + (long) prices + ofCohorts + 2L * shape.devices();
    var withOwn = shape.devices() - shape.devices() / WITHOUT;
    var calledFor = (long) withOwn * Math.max(1, Math.round(shape.days() / (double) OWN_DAYS));
    var total = shape.changes().isPresent() ? shape.changes().getAsInt() : known + calledFor;
    var own = Math.max(calledFor, total - known);
    var all = new ArrayList<Stream<Planned>>(shared);
    all.add(IntStream.range(0, Math.toIntExact(own)).mapToObj(index -> ownThreshold(index, withOwn, own)));
    var number = new long[1];
    return inTurns(all).limit(total).map(planned -> logged(planned, number[0]++));
  }

  /** A change that has no place in the log yet. */
  private record Planned(String scope, Setting setting, String value, Instant effectiveAt) {}

  private IntStream devices() {
    return IntStream.range(0, shape.devices());
  }

  private Stream<Planned> everyone() {
    var before = start.minus(Duration.ofDays(1));
    return Stream.of(
        new Planned("everyone", Setting.TIMEZONE, "UTC", before),
        new Planned("everyone", Setting.ALERT_SUSTAIN, "0", before),
        new Planned("everyone", Setting.ALERT_CLEAR, "0", before),
        new Planned("everyone", Setting.PRICE, "300000", before),
        new Planned("everyone", Setting.ALERT_THRESHOLD, "4000", before));
  }

  private Planned price(int index) {
    var day = index / PLANS;
    var plan = index % PLANS;
    var micros = 1000L * (200 + 10 * plan + random(1, index).nextInt(80));
    return new Planned("plan:plan-" + (1 + plan), Setting.PRICE, Long.toString(micros), start.plus(Duration.ofDays(day)));
  }

  private Planned cohortThreshold(int index) {
    var quarter = index / COHORTS;
    var cohort = index % COHORTS;
    var watts = lowest() + 500 + 100 * random(2, index).nextInt(20);
    var at = start.plus(Duration.ofDays((long) quarter * COHORT_DAYS));
    return new Planned("cohort:cohort-" + (1 + cohort), Setting.ALERT_THRESHOLD, Long.toString(watts), at);
  }

  private Planned membership(int device, Setting setting, String value) {
    return new Planned("device:" + BenchData.device(device), setting, value, start.minus(Duration.ofHours(12)));
  }

  /** Spread over devices and time, each device at moments of its own. */
  private Planned ownThreshold(int index, int withOwn, long total) {
    var place = index % withOwn;
    var device = WITHOUT == 1 ? place : place / (WITHOUT - 1) * WITHOUT + place % (WITHOUT - 1);
    var random = random(3, index);
    var span = Duration.ofMinutes(30).multipliedBy(shape.halfHours()).toMillis();
    var step = (double) span * withOwn / Math.max(total, withOwn);
    var at = (long) ((index / withOwn + random.nextDouble()) * step);
    var watts = lowest() + 50 * random.nextInt(60);
    var scope = "device:" + BenchData.device(device);
    return new Planned(scope, Setting.ALERT_THRESHOLD, Long.toString(watts), start.plusMillis(at));
  }

  /** So that alerts are neither rare nor the rule, in watts. */
  private long lowest() {
    return switch (shape.kind()) {
      case SMOOTH -> 1500;
      case VARIED, WHOLE -> 2500;
    };
  }

  private LoggedChange logged(Planned planned, long number) {
    // Ten days for however many there are, and twenty more before the first of them holds.
    var loggedAt = start.minus(Duration.ofDays(30)).plusMillis(number / 2);
    return new LoggedChange(
        planned.scope(),
        planned.setting().word(),
        "SET",
        planned.value(),
        planned.effectiveAt(),
        Optional.of("bench"),
        Optional.empty(),
        new Position(loggedAt, 0, number));
  }

  /** The first wholly, as it comes first; then one of each of the others in turns. */
  private static Stream<Planned> inTurns(List<Stream<Planned>> all) {
    var first = all.get(0);
    var rest = all.subList(1, all.size()).stream().map(Stream::iterator).toList();
    var longest = Stream.iterate(0, turn -> rest.stream().anyMatch(Iterator::hasNext), turn -> turn + 1);
    return Stream.concat(
        first,
        longest.flatMap(turn -> rest.stream().filter(Iterator::hasNext).map(Iterator::next).toList().stream()));
  }

  private static SplittableRandom random(long what, long index) {
    return new SplittableRandom(SEED * what + index * 0x9E3779B97F4A7C15L);
  }
}
