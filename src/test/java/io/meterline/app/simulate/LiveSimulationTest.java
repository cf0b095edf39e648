package io.meterline.app.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.time.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveSimulationTest {
  private static final long START = Instant.parse("2026-11-22T15:00:00Z").getEpochSecond();
  private static final int DEVICES = 50;

  private record Events(List<LoggedReading> readings, List<LoggedChange> changes) implements LogSink {
    Events() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void reading(LoggedReading reading) {
      readings.add(reading);
    }

    @Override
    public void change(LoggedChange change) {
      changes.add(change);
    }
  }

  private static LiveSimulation simulation(int seconds) {
    return new LiveSimulation(DEVICES, Duration.ofSeconds(seconds), 3);
  }

  private static Events of(int seconds, int howLong) {
    var events = new Events();
    LongStream.range(START, START + howLong).forEach(second -> simulation(seconds).second(second, events));
    return events;
  }

  @Test
  void aSecondDoesNotDependOnTheSecondsBefore() {
    var inOrder = new TreeMap<Long, Events>();
    var shuffled = new ArrayList<Long>();
    for (var second = START; second < START + 600; second++) {
      simulation(5).second(second, inOrder.computeIfAbsent(second, any -> new Events()));
      shuffled.add(second);
    }
    Collections.shuffle(shuffled, new Random(1));
    for (var second : shuffled) {
      var again = new Events();
      simulation(5).second(second, again);
      assertEquals(inOrder.get(second), again);
    }
  }

  @Test
  void nearlyEveryIntervalOfEveryDeviceIsReportedThoughSomeLateSomeTwiceAndSomeCorrected() {
    var howLong = 3600;
    var readings = of(5, howLong).readings();
    var ends = new HashMap<String, Integer>();
    var late = 0;
    for (var logged : readings) {
      ends.merge(logged.device() + logged.reading().endMillis(), 1, Integer::sum);
      var loggedAt = logged.position().loggedAt().toEpochMilli();
      late += loggedAt - logged.reading().endMillis() > 5_000 ? 1 : 0;
    }
    var measured = DEVICES * howLong / 5;
    assertTrue(ends.size() > measured * 0.99 && ends.size() < measured * 1.01, ends.size() + " of " + measured);
    assertTrue(late > measured * 0.002 && late < measured * 0.05, late + " late");
    var twice = ends.values().stream().filter(times -> times > 1).count();
    assertTrue(twice > 0 && twice < measured * 0.02, twice + " twice");
  }

  @Test
  void hardlyAnyReadingStartsAfterItIsLogged() {
    var readings = of(2, 1800).readings();
    var ahead = readings.stream().filter(logged -> logged.reading().at().isAfter(logged.position().loggedAt())).count();
    assertTrue(ahead > 0 && ahead < readings.size() * 0.002, ahead + " of " + readings.size());
  }

  @Test
  void everyDeviceReportsOncePerInterval() {
    for (var second = START; second < START + 20; second++) {
      var events = new Events();
      simulation(10).second(second, events);
      var expected = DEVICES / 10;
      var devices = events.readings().stream().map(LoggedReading::device).distinct().count();
      assertTrue(devices <= expected, devices + " at " + second);
    }
  }

  @Test
  void noChangeIsRejectedByTheCatalogue() {
    var events = of(10, 3600);
    simulation(10).open(Instant.ofEpochSecond(START), events);
    var rules = new ChangeRules(Known.THEN);
    assertTrue(events.changes().size() > DEVICES);
    events.changes().forEach(change -> assertTrue(rules.check(change) instanceof ChangeRules.Checked.Accepted, change::toString));
  }

  @Test
  void boundsAreInTheMessage() {
    assertThrows(IllegalArgumentException.class, () -> new LiveSimulation(0, Duration.ofSeconds(1), 1));
    assertThrows(IllegalArgumentException.class, () -> new LiveSimulation(1, Duration.ofMillis(1500), 1));
    assertThrows(IllegalArgumentException.class, () -> new LiveSimulation(1, Duration.ofHours(2), 1));
  }
}
