package io.meterline.app.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Position;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final LocalDate START = LocalDate.of(2024, 3, 4);
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  @Test
  void theSameParametersGiveTheSameLog() {
    assertEquals(
        SimulatedLog.of(SimulatedLog.parameters(10, 20, 7)), SimulatedLog.of(SimulatedLog.parameters(10, 20, 7)));
  }

  @Test
  void anotherSeedGivesAnotherLog() {
    var one = SimulatedLog.of(SimulatedLog.parameters(10, 20, 7));
    var other = SimulatedLog.of(SimulatedLog.parameters(10, 20, 8));

    assertNotEquals(one.readings(), other.readings());
    assertNotEquals(one.changes(), other.changes());
  }

  @Test
  void eventsComeInTheOrderTheyWereLogged() {
    var positions = SimulatedLog.of(SimulatedLog.parameters(20, 60, 1)).positions();

    for (var i = 1; i < positions.size(); i++) {
      assertTrue(!positions.get(i).loggedAt().isBefore(positions.get(i - 1).loggedAt()), "event " + i);
    }
  }

  @Test
  void offsetsOfAPartitionAreConsecutive() {
    var log = SimulatedLog.of(SimulatedLog.parameters(20, 60, 1));

    assertEquals(4, partitions(log.readings().stream().map(logged -> logged.position()).toList()));
    assertEquals(1, partitions(log.changes().stream().map(logged -> logged.position()).toList()));
  }

  private static int partitions(List<Position> positions) {
    var next = new HashMap<Integer, Long>();
    for (var position : positions) {
      assertEquals(next.getOrDefault(position.partition(), 0L), position.offset());
      next.put(position.partition(), position.offset() + 1);
    }
    return next.size();
  }

  @Test
  void aDeviceStaysInItsPartition() {
    var partitions = new HashMap<String, Integer>();
    for (var logged : SimulatedLog.of(SimulatedLog.parameters(20, 10, 1)).readings()) {
      var partition = logged.position().partition();
      assertEquals(partition, partitions.computeIfAbsent(logged.device(), device -> partition));
    }
  }

  @Test
  void nearlyAllMeasurementsAreLogged() {
    var simulation = SimulatedLog.parameters(50, 60, 1);

    var logged = SimulatedLog.of(simulation).readings().size() / (double) simulation.measured();

    assertTrue(logged > 0.97 && logged < 1.01, "share " + logged);
  }

  @Test
  void aReadingCoversTheInterval() {
    var hourly = new Simulation(3, 5, 1, START, Duration.ofHours(1));

    assertEquals(3 * 5 * 24, hourly.measured());
    for (var logged : SimulatedLog.of(hourly).readings()) {
      assertEquals(3600, logged.reading().seconds());
      assertEquals(0, logged.reading().atMillis() % 3_600_000);
    }
  }

  @Test
  void everyIntervalThatIsAllowedCanBeSimulated() {
    for (var interval : List.of("PT1M", "PT7M30S", "PT1H", "PT8H", "PT24H")) {
      var simulation = new Simulation(2, 40, 1, START, Duration.parse(interval));
      assertTrue(SimulatedLog.of(simulation).readings().size() > simulation.measured() / 2, interval);
    }
  }

  @Test
  void parametersOutOfBoundsAreRefused() {
    refused("devices must be 1", () -> new Simulation(0, 1, 1, START, HALF_HOUR));
    refused("devices must be 1", () -> new Simulation(1_000_001, 1, 1, START, HALF_HOUR));
    refused("days must be 1", () -> new Simulation(1, 0, 1, START, HALF_HOUR));
    refused("days must be 1", () -> new Simulation(1, 36_526, 1, START, HALF_HOUR));
    refused("start must be", () -> new Simulation(1, 1, 1, LocalDate.of(1969, 12, 31), HALF_HOUR));
    refused("start must be", () -> new Simulation(1, 1, 1, LocalDate.of(2100, 1, 1), HALF_HOUR));
    refused("interval must be", () -> new Simulation(1, 1, 1, START, Duration.ofMinutes(7)));
    refused("interval must be", () -> new Simulation(1, 1, 1, START, Duration.ofSeconds(30)));
    refused("interval must be", () -> new Simulation(1, 1, 1, START, Duration.ofDays(2)));
    refused("interval must be", () -> new Simulation(1, 1, 1, START, Duration.ZERO));
    refused("interval must be", () -> new Simulation(1, 1, 1, START, HALF_HOUR.plusNanos(1)));
    refused("readings a day", () -> new Simulation(1_000_000, 1, 1, START, Duration.ofMinutes(1)));
    refused("readings must be", () -> new Simulation(1_000_000, 365, 1, START, HALF_HOUR));
  }

  private static void refused(String why, Runnable creation) {
    var refusal = assertThrows(IllegalArgumentException.class, creation::run);
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }
}
