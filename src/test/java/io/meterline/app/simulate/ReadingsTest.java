package io.meterline.app.simulate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedReading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every mishap of readings occurs, at about the intended rate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingsTest {
  private static final long HALF_HOUR = 1_800_000;

  private SimulatedLog log;
  private Map<String, TreeMap<Long, List<LoggedReading>>> byDevice;

  @BeforeAll
  void simulate() {
    log = SimulatedLog.of(SimulatedLog.parameters(60, 90, 3));
    byDevice = log.byDevice();
  }

  @Test
  void mostAreLoggedWithinMinutes() {
    shareIs(0.9, 0.999, logged -> isWithin(logged, Duration.ZERO, Duration.ofMinutes(2)));
  }

  @Test
  void someAreLoggedHoursLate() {
    shareIs(0.003, 0.05, logged -> isWithin(logged, Duration.ofHours(1), Duration.ofDays(1)));
  }

  @Test
  void someAreLoggedDaysLate() {
    shareIs(0.001, 0.02, logged -> isWithin(logged, Duration.ofDays(1), Duration.ofDays(7)));
  }

  @Test
  void someAreLoggedMoreThanAWeekLate() {
    shareIs(0.0005, 0.01, logged -> isWithin(logged, Duration.ofDays(7), Duration.ofDays(30)));
  }

  @Test
  void someStartAfterTheyWereLogged() {
    shareIs(0.0001, 0.005, logged -> logged.reading().at().isAfter(logged.position().loggedAt()));
  }

  @Test
  void someAreNegative() {
    shareIs(0.01, 0.2, logged -> logged.reading().milliwattHours() < 0);
  }

  @Test
  void someAreLoggedTwice() {
    var twice = logs(byDevice, all -> all.size() > 1 && energies(all) < all.size());
    assertTrue(twice > log.readings().size() / 1000, "twice " + twice);
  }

  @Test
  void someAreCorrected() {
    var corrected = logs(byDevice, all -> energies(all) > 1);
    assertTrue(corrected > log.readings().size() / 2000, "corrected " + corrected);
  }

  @Test
  void someAreMissingOneByOne() {
    assertTrue(gaps(byDevice, Duration.ofHours(1), Duration.ofHours(1)) > 100);
  }

  @Test
  void someMetersAreOfflineForDaysAndLoseThem() {
    var outages = gaps(byDevice, Duration.ofDays(1), Duration.ofDays(5));
    assertTrue(outages >= 2 && outages < 60, "outages " + outages);
  }

  @Test
  void theLogOfTheDefaultsHasEveryMishap() {
    var defaults = SimulatedLog.of(SimulatedLog.parameters(20, 30, 1));
    var readings = defaults.readings();

    assertTrue(readings.stream().anyMatch(logged -> isWithin(logged, Duration.ofHours(1), Duration.ofHours(10))));
    assertTrue(readings.stream().anyMatch(logged -> isWithin(logged, Duration.ofDays(1), Duration.ofDays(5))));
    assertTrue(readings.stream().anyMatch(logged -> isWithin(logged, Duration.ofDays(8), Duration.ofDays(30))));
    assertTrue(readings.stream().anyMatch(logged -> logged.reading().at().isAfter(logged.position().loggedAt())));
    assertTrue(readings.stream().anyMatch(logged -> logged.reading().milliwattHours() < 0));
    assertTrue(logs(defaults.byDevice(), all -> energies(all) < all.size()) > 10);
    assertTrue(logs(defaults.byDevice(), all -> energies(all) > 1) > 10);
    assertTrue(gaps(defaults.byDevice(), Duration.ofDays(1), Duration.ofDays(5)) > 0);
  }

  @Test
  void backlogsAreLoggedInTheOrderTheyWereMeasured() {
    for (var device : byDevice.values()) {
      var last = Long.MIN_VALUE;
      for (var all : device.values()) {
        var first = all.get(0);
        if (all.size() == 1 && isWithin(first, Duration.ofDays(1), Duration.ofDays(6))) {
          assertTrue(first.position().loggedAt().toEpochMilli() > last, first.toString());
          last = first.position().loggedAt().toEpochMilli();
        }
      }
    }
  }

  @Test
  void aLittleOverAFewPercentOfHomesDaysHaveAnHourOfHighPower() {
    var days = 0;
    for (var device : byDevice.values()) {
      var firsts = device.values().stream().map(all -> all.get(0));
      days += firsts.filter(this::isHighForAnHour).map(this::day).distinct().count();
    }
    var share = days / (60.0 * 90);
    assertTrue(share > 0.01 && share < 0.12, "share " + share);
  }

  private boolean isHighForAnHour(LoggedReading logged) {
    var before = byDevice.get(logged.device()).get(logged.reading().atMillis() - HALF_HOUR);
    return before != null && logged.reading().meanWatts() > 4_000 && before.get(0).reading().meanWatts() > 4_000;
  }

  private long day(LoggedReading logged) {
    return logged.reading().atMillis() / Duration.ofDays(1).toMillis();
  }

  private static long logs(
      Map<String, TreeMap<Long, List<LoggedReading>>> devices, Predicate<List<LoggedReading>> which) {
    return devices.values().stream().flatMap(device -> device.values().stream()).filter(which).count();
  }

  private static long energies(List<LoggedReading> all) {
    return all.stream().map(logged -> logged.reading().milliwattHours()).distinct().count();
  }

  /** Counts the times between the starts of readings that follow each other, both bounds inclusive. */
  private static int gaps(
      Map<String, TreeMap<Long, List<LoggedReading>>> devices, Duration least, Duration most) {
    var count = 0;
    for (var device : devices.values()) {
      for (var at : device.keySet()) {
        var next = device.higherKey(at);
        if (next != null && next - at >= least.toMillis() && next - at <= most.toMillis()) {
          count++;
        }
      }
    }
    return count;
  }

  private void shareIs(double least, double most, Predicate<LoggedReading> which) {
    var share = log.readings().stream().filter(which).count() / (double) log.readings().size();
    assertTrue(share >= least && share <= most, "share " + share);
  }

  private static boolean isWithin(LoggedReading logged, Duration from, Duration to) {
    var lateness = SimulatedLog.lateness(logged);
    return lateness.compareTo(from) >= 0 && lateness.compareTo(to) < 0;
  }
}
