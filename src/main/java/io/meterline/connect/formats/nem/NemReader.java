package io.meterline.connect.formats.nem;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.csv.TextLines;
import io.meterline.connect.formats.nem.NemStream.Flow;
import io.meterline.connect.formats.ReadingOutput.Place;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the records of a file of NEM12 or NEM13. */
final class NemReader {
  private static final int MINUTES_OF_DAY = 24 * 60;

  private final TextFile file;
  private final ReadingOutput out;
  private final NemTimes times;
  private final NemDevices devices;
  private final NemReads reads;
  private final Map<String, Map<String, NemSeries>> meters = new LinkedHashMap<>();
  private Optional<NemStream> stream = Optional.empty();
  private Optional<NemDay> day = Optional.empty();
  private Place dayPlace = new Place(0, () -> "");

  /** Whether the last 300 record was rejected or left out, and the 400 records after it with it. */
  private boolean isSkipped;

  NemReader(TextFile file, FormatOptions options, ReadingOutput out) {
    this.file = file;
    this.out = out;
    this.times = new NemTimes(options.zone());
    this.devices = new NemDevices(file.path(), options);
    this.reads = new NemReads(times, devices, out);
  }

  void read() throws IOException {
    var lines = new TextLines(file);
    while (lines.advance()) {
      var text = lines.text();
      var place = new Place(lines.number(), () -> text);
      try {
        if (lines.isTooLong()) {
          throw new BadRow("the line has more than 1,048,576 characters");
        }
        record(NemCells.of(text), place);
      } catch (BadRow bad) {
        out.rejected(place, bad.getMessage());
      }
    }
    endDay();
    meters.values().forEach(series -> series.values().forEach(NemSeries::passAll));
    reads.finish();
  }

  private void record(NemCells cells, Place place) throws BadRow {
    switch (cells.text(0)) {
      case "400" -> qualify(cells);
      case "300" -> {
        endDay();
        begin(cells, place);
      }
      case "200" -> {
        endDay();
        begin(cells);
      }
      case "250" -> reads.add(cells, place);
      case "100", "500", "550", "900" -> endDay();
      default -> {
        if (cells.size() > 1 || !cells.text(0).isEmpty()) {
          throw new BadRow("begins with '" + cells.text(0) + "', not with 100, 200, 250, 300, 400, 500, 550 or 900");
        }
      }
    }
  }

  private void begin(NemCells cells) throws BadRow {
    var before = stream;
    stream = Optional.empty();
    stream = Optional.of(NemStream.of(cells));
    before
        .filter(one -> !one.meter().equals(stream.get().meter()))
        .ifPresent(one -> meters.getOrDefault(one.meter(), Map.of()).values().forEach(NemSeries::passComplete));
  }

  private void begin(NemCells cells, Place place) throws BadRow {
    isSkipped = true;
    var of = stream.orElseThrow(() -> new BadRow("is not after a 200 record that can be read"));
    if (of.leftOut().isPresent()) {
      for (var i = 0; i < MINUTES_OF_DAY / of.minutes(); i++) {
        out.leftOut(of.leftOut().get());
      }
      return;
    }
    day = Optional.of(NemDay.of(of, cells, times, out, place.line()));
    dayPlace = place;
  }

  private void qualify(NemCells cells) throws BadRow {
    if (day.isPresent()) {
      day.get().qualify(cells);
    } else if (!isSkipped) {
      throw new BadRow("is not after a 300 record");
    }
  }

  private void endDay() {
    if (day.isPresent()) {
      var one = day.get();
      one.complete(out, dayPlace);
      out.unit(one.stream().unit().orElseThrow().toString());
      series(one.stream()).add(one);
      day = Optional.empty();
    }
  }

  private NemSeries series(NemStream of) {
    var device = device(of, of.register());
    return meters
        .computeIfAbsent(of.meter(), any -> new LinkedHashMap<>())
        .computeIfAbsent(
            device, any -> new NemSeries(device, one -> devices.sign(one.flow()), one -> registersOf(device, one), out));
  }

  private String device(NemStream of, String register) {
    return devices.device(devices.meter(of.meter()), register, NemStream.flow(register));
  }

  /** The registers that are added up to a device. */
  private Set<String> registersOf(String device, NemStream of) {
    return of.configured().stream()
        .filter(register -> NemStream.flow(register) != Flow.OTHER && device(of, register).equals(device))
        .collect(Collectors.toSet());
  }
}
