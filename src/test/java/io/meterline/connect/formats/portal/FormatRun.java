package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.MeterReading.Quality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a format found in a text. */
final class FormatRun implements ReadingOutput {
  final List<MeterReading> readings = new ArrayList<>();
  final List<String> rejected = new ArrayList<>();
  final TreeMap<String, Integer> leftOut = new TreeMap<>();
  final List<String> units = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  private FormatRun() {}

  static FormatRun of(ReadingFormat format, FormatOptions options, String text) {
    return of(format, options, text, StandardCharsets.UTF_8);
  }

  static FormatRun of(ReadingFormat format, FormatOptions options, String text, Charset charset) {
    var run = new FormatRun();
    try {
      var path = Files.createTempFile("meterline", ".csv");
      try {
        Files.writeString(path, text, charset);
        run.read(format, options, path);
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return run;
  }

  private void read(ReadingFormat format, FormatOptions options, Path path) throws IOException {
    try (var file = TextFile.open(path, Optional.empty())) {
      format.read(file, options, this);
    }
  }

  /** Each reading as {@code device at seconds milliwatt_hours}, with {@code estimated} if it is. */
  List<String> lines() {
    return readings.stream().map(FormatRun::line).toList();
  }

  private static String line(MeterReading reading) {
    var one = reading.reading();
    var text = reading.device() + " " + one.at() + " " + one.seconds() + " " + one.milliwattHours();
    return reading.quality() == Quality.ESTIMATED ? text + " estimated" : text;
  }

  @Override
  public void reading(MeterReading reading, Place place) {
    readings.add(reading);
  }

  /** {@code line: text: reason}. */
  @Override
  public void rejected(Place place, String reason) {
    rejected.add(place.line() + ": " + place.text().get() + ": " + reason);
  }

  @Override
  public void leftOut(String what) {
    leftOut.merge(what, 1, Integer::sum);
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
