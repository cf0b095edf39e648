package io.meterline.app.simulate;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Homes whose meters report in real time. What they report at a time depends only on the parameters and that time;
 * no state is kept from one second to the next.
 *
 * @param devices number of devices, 1 to {@link Simulation#MAX_DEVICES}
 * @param interval length of a reading's interval: whole seconds, {@link #SHORTEST} to {@link #LONGEST}
 * @param seed identifies the log
 */
public record LiveSimulation(int devices, Duration interval, long seed) {
  public static final Duration SHORTEST = Duration.ofSeconds(1);
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final int SECONDS_BETWEEN_SHARED_CHANGES = 15;
  private static final String OFFICE = "office";

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is out of bounds; the message names it and its bounds
   */
  public LiveSimulation {
    if (devices < 1 || devices > Simulation.MAX_DEVICES) {
      throw new IllegalArgumentException("devices must be 1 to " + Simulation.MAX_DEVICES + ", not " + devices);
    }
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0 || interval.getNano() != 0) {
      throw new IllegalArgumentException("interval must be whole seconds, PT1S to PT1H, not " + interval);
    }
  }

  /** Emits the settings changes before the first reading, made at {@code now}. */
  public void open(Instant now, LogSink sink) {
    LiveEdits.opening().forEach(edit -> change(edit, now, sink));
    for (var number = 0; number < devices; number++) {
      for (var edit : LiveEdits.opening(device(number), home(number))) {
        change(edit, now, sink);
      }
    }
  }

  /**
   * Emits the events logged in the second that ends at {@code epochSecond}: each device has its turn once per interval. No
   * reading starts after that second, except those of a meter whose clock is ahead.
   */
  public void second(long epochSecond, LogSink sink) {
    if (epochSecond % SECONDS_BETWEEN_SHARED_CHANGES == 0) {
      var edit = LiveEdits.change(epochSecond / SECONDS_BETWEEN_SHARED_CHANGES);
      change(edit, Instant.ofEpochSecond(epochSecond), sink);
    }
    var seconds = seconds();
    var first = Math.floorMod(-epochSecond, (long) seconds);
    for (var number = (int) first; number < devices; number += seconds) {
      var device = device(number);
      for (var reading : home(number).uploads(epochSecond)) {
        sink.reading(new LoggedReading(device, reading, place(Instant.ofEpochSecond(epochSecond))));
      }
    }
  }

  private void change(Edit edit, Instant now, LogSink sink) {
    sink.change(
        new LoggedChange(
            edit.scope(), edit.name(), edit.op(), edit.value(), now, Optional.of(OFFICE), Optional.empty(), place(now)));
  }

  private LiveHome home(int number) {
    return new LiveHome(Chance.mix(seed, number), seconds());
  }

  /** A placeholder: the log assigns the position. */
  private static Position place(Instant loggedAt) {
    return new Position(loggedAt, 0, 0);
  }

  private static String device(int number) {
    return String.format(Locale.ROOT, "home-%07d", number);
  }

  private int seconds() {
    return (int) interval.toSeconds();
  }
}
