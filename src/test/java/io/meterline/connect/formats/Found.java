package io.meterline.connect.formats;

import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.MeterReading.Quality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps what a format finds in a file. */
public final class Found implements ReadingOutput {
  public final List<MeterReading> readings = new ArrayList<>();

  /** Each as {@code LINE: REASON}. */
  public final List<String> rejects = new ArrayList<>();

  /** The texts of what was rejected. */
  public final List<String> rejectedTexts = new ArrayList<>();

  public final Map<String, Integer> leftOut = new TreeMap<>();
  public final List<String> units = new ArrayList<>();
  public final List<String> notes = new ArrayList<>();

  /** Reads a file in UTF-8 in a format, with those of the options that the format uses. */
  public static Found of(ReadingFormat format, Path path, FormatOptions options) {
    var found = new Found();
    try (var file = TextFile.open(path, Optional.empty())) {
      format.read(file, options.only(format.options()), found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Reads a text in a format, by way of a temporary file in an encoding. */
  public static Found of(ReadingFormat format, String text, Charset charset, FormatOptions options) {
    try {
      var path = Files.createTempFile("readings", ".txt");
      try {
        Files.writeString(path, text, charset);
        return of(format, path, options);
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text in a format, by way of a temporary file in UTF-8. */
  public static Found of(ReadingFormat format, String text, FormatOptions options) {
    return of(format, text, StandardCharsets.UTF_8, options);
  }

  /** The readings as {@code DEVICE AT SECONDS MILLIWATT_HOURS}, followed by {@code estimated} if they are. */
  public List<String> lines() {
    return readings.stream().map(Found::line).toList();
  }

  private static String line(MeterReading reading) {
    var one = reading.reading();
    var text = reading.device() + " " + one.at() + " " + one.seconds() + " " + one.milliwattHours();
    return reading.quality() == Quality.ESTIMATED ? text + " estimated" : text;
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
    rejects.add(place.line() + ": " + reason);
    rejectedTexts.add(place.text().get());
  }

  @Override
  public void leftOut(String what) {
    leftOut.merge(what, 1, Integer::sum);
  }

  @Override
  public void unit(String unit) {
    addOnce(units, unit);
  }

  @Override
  public void note(String text) {
    addOnce(notes, text);
  }

  private static void addOnce(List<String> all, String one) {
    if (!all.contains(one)) {
      all.add(one);
    }
  }
}
