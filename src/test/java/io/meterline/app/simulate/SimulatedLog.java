package io.meterline.app.simulate;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A simulated log, all of it, in the order of the log. */
record SimulatedLog(List<LoggedReading> readings, List<LoggedChange> changes, List<Position> positions) {
  static SimulatedLog of(Simulation simulation) {
    var log = new SimulatedLog(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    simulation.run(
        new LogSink() {
          @Override
          public void reading(LoggedReading reading) {
            log.readings.add(reading);
            log.positions.add(reading.position());
          }

          @Override
          public void change(LoggedChange change) {
            log.changes.add(change);
            log.positions.add(change.position());
          }
        });
    return log;
  }

  static Simulation parameters(int devices, int days, long seed) {
    return new Simulation(devices, days, seed, Simulation.DEFAULT_START, Simulation.DEFAULT_INTERVAL);
  }

  /** By device and start, the readings of it in the order they were logged. */
  Map<String, TreeMap<Long, List<LoggedReading>>> byDevice() {
    var devices = new TreeMap<String, TreeMap<Long, List<LoggedReading>>>();
    for (var logged : readings) {
      devices
          .computeIfAbsent(logged.device(), device -> new TreeMap<>())
          .computeIfAbsent(logged.reading().atMillis(), at -> new ArrayList<>())
          .add(logged);
    }
    return devices;
  }

  /** How long after the end of its interval a reading was logged, negative if before. */
  static Duration lateness(LoggedReading logged) {
    return Duration.ofMillis(logged.position().loggedAt().toEpochMilli() - logged.reading().endMillis());
  }
}
