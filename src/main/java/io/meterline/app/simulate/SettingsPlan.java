package io.meterline.app.simulate;

import io.meterline.model.settings.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Decides who changes which settings, and when. */
final class SettingsPlan {
  private static final int DAYS_BETWEEN_SHARED_CHANGES = 5;
  private static final int DAYS_BETWEEN_MISTAKES = 6;
  private static final double SHARE_OF_DEVICE_DAYS_WITH_A_CHANGE = 0.015;
  private static final Duration OFFICES_OPENED = Duration.ofDays(90);
  private static final int ACCOUNTS_OPENED_DAYS = 60;

  private final long seed;
  private final List<Account> accounts;

  SettingsPlan(long seed, List<Account> accounts) {
    this.seed = Chance.mix(seed, -1);
    this.accounts = accounts;
  }

  /** The changes before the first reading, which is measured at {@code start}. */
  void open(Instant start, PendingLog log) {
    var before = start.minus(OFFICES_OPENED);
    for (var edit : OfficeEdits.opening()) {
      log.put(before.toEpochMilli(), new Change(edit, before, Optional.of("office"), Optional.of("as agreed")));
    }
    for (var account : accounts) {
      var random = Chance.random(account.home().seed(), -3);
      var opened = Timing.officeHours(start.minus(random.nextInt(1, ACCOUNTS_OPENED_DAYS), ChronoUnit.DAYS), random);
      for (var edit : account.opening()) {
        var change = new Change(edit, opened.truncatedTo(ChronoUnit.DAYS), Optional.of("office"), Optional.empty());
        log.put(opened.toEpochMilli(), change);
      }
    }
  }

  /** The changes on the day that begins at {@code midnight}; {@code number} is its index in the simulation, from 0. */
  void day(long number, Instant midnight, PendingLog log) {
    var random = Chance.random(seed, number);
    putSpotPrice(midnight, random, log);
    if (number % DAYS_BETWEEN_SHARED_CHANGES == 1) {
      var edit = OfficeEdits.change(number / DAYS_BETWEEN_SHARED_CHANGES);
      put(edit, midnight, random, "office", log);
    }
    if (number % DAYS_BETWEEN_MISTAKES == 2) {
      var scope = accounts.get(random.nextInt(accounts.size())).scope();
      put(OfficeEdits.mistake(number / DAYS_BETWEEN_MISTAKES, scope), midnight, random, "trainee", log);
    }
    for (var account : accounts) {
      var own = Chance.mix(account.home().seed() + 6, number);
      if (Chance.share(own) < SHARE_OF_DEVICE_DAYS_WITH_A_CHANGE) {
        var more = new SplittableRandom(own);
        put(account.change(more), midnight, more, "customer service", log);
      }
    }
  }

  /** The next day's price is logged at 13:00 UTC; now and then it is negative, as on a sunny day with a surplus. */
  private static void putSpotPrice(Instant midnight, SplittableRandom random, PendingLog log) {
    var price = random.nextInt(100) < 4 ? -random.nextInt(1, 40) * 1000L : random.nextInt(80, 420) * 1000L;
    var edit = Edit.set(Plan.SPOT.scope(), Setting.PRICE, price);
    var known = midnight.plus(13, ChronoUnit.HOURS);
    var change = new Change(edit, midnight.plus(1, ChronoUnit.DAYS), Optional.of("market"), Optional.of("day ahead"));
    log.put(known.toEpochMilli(), change);
  }

  private static void put(Edit edit, Instant midnight, SplittableRandom random, String author, PendingLog log) {
    var now = Timing.officeHours(midnight, random);
    var effective = Timing.effective(now, random);
    log.put(now.toEpochMilli(), new Change(edit, effective, Optional.of(author), reason(now, effective, random)));
  }

  private static Optional<String> reason(Instant now, Instant effective, SplittableRandom random) {
    if (random.nextInt(3) == 0) {
      return Optional.empty();
    }
    if (effective.equals(now)) {
      return Optional.of("asked for on the telephone");
    }
    return Optional.of(effective.isAfter(now) ? "announced by letter" : "put right after a complaint");
  }
}
