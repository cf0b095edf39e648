package io.meterline.connect.formats;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a format passes, as lines of text. */
public final class Seen implements ReadingOutput {
  public final List<String> readings = new ArrayList<>();
  public final List<String> rejected = new ArrayList<>();
  public final List<String> leftOut = new ArrayList<>();
  public final List<String> units = new ArrayList<>();
  public final List<String> notes = new ArrayList<>();

  /** {@code device at seconds milliwatt_hours}, and what a format says besides. */
  @Override
  public void reading(MeterReading reading, Place place) {
    var one = reading.reading();
    readings.add(
        reading.device() + " " + one.at() + " " + one.seconds() + " " + one.milliwattHours()
            + reading.loggedAt().map(time -> " logged " + time).orElse(""));
  }

  /** {@code line: reason}. */
  @Override
  public void rejected(Place place, String reason) {
    rejected.add(place.line() + ": " + reason);
  }

  @Override
  public void leftOut(String what) {
    leftOut.add(what);
  }

  @Override
  public void unit(String unit) {
    if (!units.contains(unit)) {
      units.add(unit);
    }
  }

  @Override
  public void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }
}
