package io.meterline.app.simulate;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A simulated log. The same parameters produce the same log, on every machine.
 *
 * @param devices number of devices, 1 to {@link #MAX_DEVICES}
 * @param days number of days they are metered for, 1 to {@link #MAX_DAYS}
 * @param seed identifies the log
 * @param start the first day, in UTC
 * @param interval length of a reading's interval: whole seconds, 1 minute to 1 day, must divide a day
 */
public record Simulation(int devices, int days, long seed, LocalDate start, Duration interval) {
  public static final int MAX_DEVICES = 1_000_000;
  public static final int MAX_DAYS = 36_525;

  /** About seventy gigabytes of archive. */
  public static final long MAX_READINGS = 10_000_000_000L;

  /** The month from this day contains the change to summer time in America and Europe. */
  public static final LocalDate DEFAULT_START = LocalDate.of(2024, 3, 4);

  public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(30);

  private static final int DAY_SECONDS = 86_400;
  private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);

  /** One day's energy of every device is in memory: half a gigabyte at most. */
  private static final long MAX_READINGS_A_DAY = 128_000_000;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of bounds; the message names it and its bounds
   */
  public Simulation {
    require(devices >= 1 && devices <= MAX_DEVICES, "devices must be 1 to " + MAX_DEVICES + ", not " + devices);
    require(days >= 1 && days <= MAX_DAYS, "days must be 1 to " + MAX_DAYS + ", not " + days);
    require(
        !start.isBefore(EARLIEST) && start.isBefore(LATEST), "start must be 1970-01-01 to 2099-12-31, not " + start);
    var seconds = interval.toSeconds();
    require(
        interval.getNano() == 0 && seconds >= 60 && seconds <= DAY_SECONDS && DAY_SECONDS % seconds == 0,
        "interval must be PT1M to PT24H and divide a day into equal parts, not " + interval);
    require(
        devices * (DAY_SECONDS / seconds) <= MAX_READINGS_A_DAY,
        "devices times readings a day must be at most " + MAX_READINGS_A_DAY + ": fewer devices, or a longer interval");
    require(
        devices * (DAY_SECONDS / seconds) * days <= MAX_READINGS,
        "the readings must be at most " + MAX_READINGS + ": fewer devices or days, or a longer interval");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** The number of readings that the devices measure. A few of them are lost, a few are logged twice. */
  public long measured() {
    return (long) devices * days * intervalsADay();
  }

  /** Simulates the log and emits it to {@code sink}, from its first event to its last. */
  public void run(LogSink sink) {
    var log = new PendingLog(sink);
    var accounts = accounts();
    var meters = meters(accounts);
    var settings = new SettingsPlan(seed, accounts);
    settings.open(start.atStartOfDay(ZoneOffset.UTC).toInstant(), log);
    for (var day = 0; day < days; day++) {
      var date = start.plusDays(day);
      settings.day(day, date.atStartOfDay(ZoneOffset.UTC).toInstant(), log);
      measure(meters, date, log);
    }
    log.advance(Long.MAX_VALUE);
  }

  private void measure(List<Meter> meters, LocalDate date, PendingLog log) {
    var today = today(date);
    for (var meter : meters) {
      meter.begin(today.get(meter.region()));
    }
    var midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    for (var interval = 0; interval < intervalsADay(); interval++) {
      for (var meter : meters) {
        meter.report(interval, log);
      }
      // No interval is logged before its end, so reports of later intervals are logged after this.
      log.advance(midnight + (interval + 1) * interval().toMillis());
    }
  }

  private Map<Region, RegionDay> today(LocalDate date) {
    var today = new EnumMap<Region, RegionDay>(Region.class);
    for (var region : Region.values()) {
      today.put(region, RegionDay.of(seed, region, date, intervalSeconds()));
    }
    return today;
  }

  private List<Account> accounts() {
    var accounts = new ArrayList<Account>();
    for (var number = 0; number < devices; number++) {
      accounts.add(new Account(String.format(Locale.ROOT, "meter-%07d", number), Home.of(seed, number)));
    }
    return accounts;
  }

  private List<Meter> meters(List<Account> accounts) {
    var meters = new ArrayList<Meter>();
    for (var account : accounts) {
      var partition = (int) Math.floorMod(account.home().seed() >>> 8, (long) PendingLog.PARTITIONS);
      meters.add(new Meter(account.device(), partition, account.home(), intervalsADay()));
    }
    return meters;
  }

  private int intervalSeconds() {
    return (int) interval.toSeconds();
  }

  private int intervalsADay() {
    return DAY_SECONDS / intervalSeconds();
  }
}
