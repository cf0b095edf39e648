package io.meterline.bench;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.settings.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The settings changes of a log with settings of all kinds: set, added to, scaled and cleared, for everyone, plans, cohorts and
 * devices, with time zones, sustain, hysteresis and a standing charge. Some change nothing and are rejected. All are logged
 * before the first reading.
 */
final class WholeSettings {
  private static final int PLANS = 8;
  private static final int COHORTS = 16;
  private static final int MONTH = 30;
  private static final int QUARTER = 90;
  private static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Australia/Adelaide", "Asia/Kolkata");
  private static final long SEED = 0x57686f6c65L;

  private final DataShape shape;
  private final Instant start;

  /**
   * @param start of the first reading
   */
  WholeSettings(DataShape shape, Instant start) {
    this.shape = shape;
    this.start = start;
  }

  /** The changes in the order of the log, in one partition. */
  Stream<LoggedChange> changes() {
    var months = Math.max(1, shape.days() / MONTH);
    var quarters = Math.max(1, shape.days() / QUARTER);
    var planned =
        Stream.of(
            everyone(),
            each(PLANS, this::plan),
            each(PLANS * shape.days(), this::price),
            each(COHORTS, this::cohort),
            each(COHORTS * quarters, this::cohortThreshold),
            each(shape.devices(), this::device),
            each(shape.devices() * months, this::ownThreshold));
    var number = new long[1];
    return planned.flatMap(all -> all).map(change -> logged(change, number[0]++));
  }

  private enum Op {
    SET,
    ADD,
    SCALE,
    CLEAR
  }

  /** A change that has no place in the log yet. */
  private record Planned(String scope, Setting setting, Op op, String value, Instant effectiveAt) {}

  private static Stream<Planned> each(int count, IntFunction<Stream<Planned>> of) {
    return IntStream.range(0, count).boxed().flatMap(of::apply);
  }

  private Stream<Planned> everyone() {
    return Stream.of(
        first("everyone", Setting.TIMEZONE, ZONES.get(0)),
        first("everyone", Setting.PRICE, "300000"),
        first("everyone", Setting.STANDING, "410000"),
        first("everyone", Setting.ALERT_THRESHOLD, "4000"),
        first("everyone", Setting.ALERT_SUSTAIN, "0"),
        first("everyone", Setting.ALERT_CLEAR, "10"),
        new Planned("everyone", Setting.PRICE, Op.SCALE, "1.025", day(shape.days() / 2)));
  }

  /** Two plans have a standing charge of their own, which ends in the middle. */
  private Stream<Planned> plan(int plan) {
    var scope = "plan:plan-" + plan;
    return plan % 4 == 1
        ? Stream.of(
            first(scope, Setting.STANDING, "250000"),
            new Planned(scope, Setting.STANDING, Op.CLEAR, "", day(shape.days() / 2)))
        : Stream.of();
  }

  /** A price a day: set once a month, scaled once a week, else a little more or less than the day before. */
  private Stream<Planned> price(int index) {
    var day = index / PLANS;
    var plan = index % PLANS;
    var random = random(1, index);
    var scope = "plan:plan-" + plan;
    if (day % MONTH == 0) {
      return Stream.of(new Planned(scope, Setting.PRICE, Op.SET, Long.toString(200_000 + 10_000 * plan), day(day)));
    }
    return Stream.of(
        day % 7 == 0
            ? new Planned(scope, Setting.PRICE, Op.SCALE, "1.0" + (1 + random.nextInt(9)) + "25", day(day))
            : new Planned(scope, Setting.PRICE, Op.ADD, Long.toString(random.nextInt(-4000, 6000)), day(day)));
  }

  /** Cohorts are where homes are: most have a time zone of their own. */
  private Stream<Planned> cohort(int cohort) {
    var scope = "cohort:cohort-" + cohort;
    return Stream.of(
        first(scope, Setting.TIMEZONE, ZONES.get(cohort % ZONES.size())),
        first(scope, Setting.ALERT_SUSTAIN, Integer.toString(30 * (cohort % 3))),
        first(scope, Setting.ALERT_CLEAR, Integer.toString(5 * (cohort % 5))));
  }

  private Stream<Planned> cohortThreshold(int index) {
    var quarter = index / COHORTS;
    var scope = "cohort:cohort-" + index % COHORTS;
    return Stream.of(
        quarter == 0
            ? new Planned(scope, Setting.ALERT_THRESHOLD, Op.SET, Integer.toString(3000 + 50 * index), day(-1))
            : new Planned(scope, Setting.ALERT_THRESHOLD, Op.SCALE, "1.0333", day(quarter * QUARTER)));
  }

  /** A few devices have a price of their own, change their plan, move to another time zone, or leave their cohort. */
  private Stream<Planned> device(int index) {
    var scope = "device:" + BenchData.device(index);
    var some = random(2, index).nextInt(64);
    var at = start.plus(Duration.ofMinutes(random(3, index).nextInt(Math.max(1, 30 * shape.halfHours()))));
    var members =
        Stream.of(
            first(scope, Setting.PLAN, "plan-" + index % PLANS), first(scope, Setting.COHORT, "cohort-" + index / 3 % COHORTS));
    var own =
        switch (some) {
          case 0, 1 -> Stream.of(first(scope, Setting.PRICE, "275000"));
          case 2, 3, 4, 5 -> Stream.of(new Planned(scope, Setting.PLAN, Op.SET, "plan-0", at));
          case 6, 7 -> Stream.of(new Planned(scope, Setting.TIMEZONE, Op.SET, ZONES.get(index % ZONES.size()), at));
          case 8, 9 -> Stream.of(new Planned(scope, Setting.COHORT, Op.CLEAR, "", at));
          default -> Stream.<Planned>of();
        };
    return Stream.concat(members, own);
  }

  /** About monthly for seven of eight devices, each at moments of its own; now and then none, until the next is set. */
  private Stream<Planned> ownThreshold(int index) {
    var device = index % shape.devices();
    if (device % 8 == 7) {
      return Stream.of();
    }
    var turn = index / shape.devices();
    var random = random(4, index);
    var scope = "device:" + BenchData.device(device);
    var at = start.plus(Duration.ofDays((long) MONTH * turn)).plusMillis(random.nextInt(MONTH / 2 * 86_400_000));
    var watts = 2500 + 50 * random.nextInt(60);
    return Stream.of(
        switch ((turn + device) % 6) {
          case 0, 3 -> new Planned(scope, Setting.ALERT_THRESHOLD, Op.SET, Integer.toString(watts), at);
          case 1 -> new Planned(scope, Setting.ALERT_THRESHOLD, Op.ADD, "150", at);
          case 2, 4 -> new Planned(scope, Setting.ALERT_THRESHOLD, Op.SCALE, "0.955", at);
          default -> new Planned(scope, Setting.ALERT_THRESHOLD, Op.CLEAR, "", at);
        });
  }

  private Planned first(String scope, Setting setting, String value) {
    return new Planned(scope, setting, Op.SET, value, day(-1));
  }

  private Instant day(int day) {
    return start.plus(Duration.ofDays(day));
  }

  private LoggedChange logged(Planned planned, long number) {
    return new LoggedChange(
        planned.scope(),
        planned.setting().word(),
        planned.op().name(),
        planned.value(),
        planned.effectiveAt(),
        Optional.of("bench"),
        Optional.empty(),
        new Position(start.minus(Duration.ofDays(30)).plusMillis(number), 0, number));
  }

  private static SplittableRandom random(long what, long index) {
    return new SplittableRandom(SEED * what + index * 0x9E3779B97F4A7C15L);
  }
}
