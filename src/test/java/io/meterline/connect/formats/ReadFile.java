package io.meterline.connect.formats;

import io.meterline.connect.csv.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a format finds in a file. */
public final class ReadFile implements ReadingOutput {
  public final List<MeterReading> readings = new ArrayList<>();
  public final List<String> rejects = new ArrayList<>();
  public final Map<String, Integer> leftOut = new TreeMap<>();
  public final SortedSet<String> units = new TreeSet<>();
  public final SortedSet<String> notes = new TreeSet<>();

  /** Reads a file in a format. */
  public static ReadFile of(ReadingFormat format, Path path, FormatOptions options) throws IOException {
    var found = new ReadFile();
    try (var file = TextFile.open(path, Optional.empty())) {
      format.read(file, options, found);
    }
    return found;
  }

  /** Reads a text in a format, by way of a temporary file. */
  public static ReadFile of(ReadingFormat format, String text, FormatOptions options) throws IOException {
    var path = Files.createTempFile("readings", ".txt");
    try {
      Files.writeString(path, text);
      return of(format, path, options);
    } finally {
      Files.delete(path);
    }
  }

  /** The readings as {@code DEVICE AT SECONDS MILLIWATT_HOURS}, followed by {@code estimated} if they are. */
  public List<String> lines() {
    return readings.stream()
        .map(
            one ->
                one.device() + " " + one.reading().at() + " " + one.reading().seconds() + " " + one.reading().milliwattHours()
                    + (one.quality() == MeterReading.Quality.ESTIMATED ? " estimated" : ""))
        .toList();
  }

  /** When readings were logged. */
  public List<Optional<Instant>> logged() {
    return readings.stream().map(MeterReading::loggedAt).toList();
  }

  @Override
  public void reading(MeterReading reading, Place place) {
    readings.add(reading);
  }

  @Override
  public void rejected(Place place, String reason) {
    rejects.add("line " + place.line() + ": " + reason);
    place.text().get();
  }

  @Override
  public void leftOut(String what) {
    leftOut.merge(what, 1, Integer::sum);
  }

  @Override
  public void unit(String unit) {
    units.add(unit);
  }

  @Override
  public void note(String text) {
    notes.add(text);
  }
}
