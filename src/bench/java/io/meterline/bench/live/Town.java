package io.meterline.bench.live;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Homes on eight plans, and what goes wrong with one meter in fifty each: some of its readings are late, some are sent
 * twice at once, some are sent again later. One home in fifty changes its plan now and then.
 *
 * @param devices how many, at least 50
 */
record Town(int devices) {
  private static final int PLANS = 8;
  private static final int KINDS_OF_METERS = 50;
  private static final int LATE = 7;
  private static final int TWICE = 13;
  private static final int AGAIN = 14;
  private static final int MOVES = 21;
  private static final List<Integer> TROUBLES = List.of(LATE, TWICE, AGAIN, MOVES);

  /** Of the readings of a meter in trouble, one in so many. */
  private static final int TROUBLED = 10;

  private static final long LATE_MILLIS = 7_000;
  private static final long AGAIN_MILLIS = 2_500;
  private static final long ANNOUNCED_MILLIS = 10_000;
  private static final long PAST_MILLIS = 60_000;
  private static final int MOVED_AT_ONCE = 20;
  private static final int PROBES = 100;
  private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

  /** The name of a device, from 0. */
  String device(long number) {
    return String.format(Locale.ROOT, "meter-%07d", number);
  }

  /** What a meter measured, over a time that fits how often it reports. */
  Reading reading(long number, long endMillis, int seconds) {
    return new Reading(endMillis - seconds * 1000L, seconds, 5_000 + number * 7_919 % 60_000);
  }

  /** After how long a reading is sent: once at 0, if nothing is wrong. */
  List<Long> delays(long number) {
    if (number / devices % TROUBLED != 0) {
      return List.of(0L);
    }
    return switch ((int) (number % devices % KINDS_OF_METERS)) {
      case LATE -> List.of(LATE_MILLIS);
      case TWICE -> List.of(0L, 0L);
      case AGAIN -> List.of(0L, AGAIN_MILLIS);
      default -> List.of(0L);
    };
  }

  /** Devices without any trouble, whose rows count the readings of the log in their order. */
  List<String> probes() {
    return IntStream.range(0, Math.min(PROBES, devices / 2))
        .map(probe -> (int) ((long) probe * devices / Math.min(PROBES, devices / 2)))
        .filter(number -> !TROUBLES.contains(number % KINDS_OF_METERS))
        .mapToObj(this::device)
        .toList();
  }

  /** The settings before the first reading. */
  List<LoggedChange> opening() {
    var changes = new ArrayList<LoggedChange>();
    for (var plan = 0; plan < PLANS; plan++) {
      changes.add(price(plan, 200_000 + 10_000L * plan, BEGINNING));
    }
    for (var number = 0; number < devices; number++) {
      changes.add(onPlan(number, number % PLANS, BEGINNING));
    }
    return changes;
  }

  /**
   * The settings changes of a moment, in turns: a price that is announced, one that is entered too late, one that is
   * entered too late when a later one already holds, and homes that change their plan.
   *
   * @param turn from 0
   */
  List<LoggedChange> changes(long turn, Instant now) {
    var price = 300_000 + 1_000 * turn;
    return switch ((int) (turn % 4)) {
      case 0 -> List.of(price(0, price, now.plusMillis(ANNOUNCED_MILLIS)));
      case 1 -> List.of(price(1, price, now.minusMillis(PAST_MILLIS)));
      case 2 -> List.of(price(2, price, now), price(2, price + 500, now.minusMillis(PAST_MILLIS)));
      default -> moves(turn, now);
    };
  }

  private List<LoggedChange> moves(long turn, Instant now) {
    return IntStream.range(0, Math.min(MOVED_AT_ONCE, devices / KINDS_OF_METERS))
        .map(home -> home * KINDS_OF_METERS + MOVES)
        .mapToObj(number -> onPlan(number, (int) (number + turn) % PLANS, now))
        .toList();
  }

  private static LoggedChange price(int plan, long micros, Instant from) {
    return set(Scope.plan(name(plan)), Setting.PRICE, String.valueOf(micros), from);
  }

  private LoggedChange onPlan(int number, int plan, Instant from) {
    return set(Scope.device(device(number)), Setting.PLAN, name(plan), from);
  }

  private static String name(int plan) {
    return "plan-" + plan;
  }

  private static LoggedChange set(Scope scope, Setting setting, String value, Instant from) {
    var nowhere = new Position(from, 0, 0);
    return new LoggedChange(
        scope.toString(), setting.word(), "SET", value, from, Optional.empty(), Optional.empty(), nowhere);
  }
}
