package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Parses a feed of ESPI, entry by entry, in memory for one entry. */
final class EspiParser {
  private static final int MAX_QUALITY = 127;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

  /** Elements of a UsagePoint that name its meter, of the specification and of utilities. */
  private static final Set<String> METERS =
      Set.of("serialNumber", "meterSerialNumber", "meterNumber", "meterId", "serviceId", "servicePointId", "serviceDeliveryPointId");

  private final ReadingOutput out;
  private final Consumer<EspiEntry> entries;
  private final EspiXml in;
  private String self = "";
  private List<String> links = List.of();
  private String title = "";
  private Optional<Instant> updated = Optional.empty();
  private boolean isUsagePoint;
  private String meter = "";
  private boolean isMeterReading;
  private Optional<EspiReadingType> readingType = Optional.empty();
  private EspiColumns readings = new EspiColumns();

  /** Passes each entry of a file to a consumer, and readings that cannot be read to the output. */
  EspiParser(TextFile file, ReadingOutput out, Consumer<EspiEntry> entries) throws IOException {
    this.in = new EspiXml(file);
    this.out = out;
    this.entries = entries;
  }

  /**
   * Parses the file.
   *
   * @throws io.meterline.model.MeterlineException if it is not well-formed, or has a document type definition
   */
  void parse() throws IOException {
    while (in.advanceTo("entry")) {
      entry();
    }
  }

  private void entry() throws IOException {
    self = "";
    links = new ArrayList<>();
    title = "";
    updated = Optional.empty();
    isUsagePoint = false;
    meter = "";
    isMeterReading = false;
    readingType = Optional.empty();
    readings = new EspiColumns();
    while (!in.isEndOf("entry")) {
      if (in.isStart()) {
        part();
      }
    }
    entries.accept(new EspiEntry(self, links, title, updated, isUsagePoint, meter, isMeterReading, readingType, readings));
  }

  private void part() throws IOException {
    switch (in.name()) {
      case "link" -> link();
      case "title" -> title = in.text();
      case "updated" -> updated = time(in.text());
      case "UsagePoint" -> usagePoint();
      case "MeterReading" -> isMeterReading = true;
      case "ReadingType" -> readingType();
      case "IntervalReading" -> reading();
      default -> {
        // Others are passed over.
      }
    }
  }

  private void link() {
    var path = EspiPaths.of(in.attribute("href"));
    if (in.attribute("rel").equalsIgnoreCase("self")) {
      self = self.isEmpty() ? path : self;
    } else if (!path.isEmpty()) {
      links.add(path);
    }
  }

  private void usagePoint() throws IOException {
    isUsagePoint = true;
    while (!in.isEndOf("UsagePoint")) {
      if (in.isStart() && METERS.contains(in.name())) {
        var text = in.text();
        meter = meter.isEmpty() ? text : meter;
      }
    }
  }

  private void readingType() throws IOException {
    var numbers = new HashMap<String, Integer>();
    while (!in.isEndOf("ReadingType")) {
      if (in.isStart()) {
        var name = in.name();
        whole(in.text()).ifPresent(number -> numbers.putIfAbsent(name, number));
      }
    }
    readingType = Optional.of(new EspiReadingType(numbers));
  }

  private void reading() throws IOException {
    var line = in.line();
    var texts = new HashMap<String, String>();
    while (!in.isEndOf("IntervalReading")) {
      if (in.isStart()) {
        switch (in.name()) {
          case "start", "duration", "value" -> texts.put(in.name(), in.text());
          case "quality" -> texts.merge("quality", in.text(), EspiParser::worse);
          default -> {
            // Costs, tiers and others are passed over.
          }
        }
      }
    }
    add(line, texts);
  }

  /** Of two qualities, the one that is an estimate. */
  private static String worse(String one, String other) {
    return whole(other).map(EspiReadingType::quality).equals(Optional.of(Quality.ESTIMATED)) ? other : one;
  }

  private void add(int line, Map<String, String> texts) {
    var start = texts.getOrDefault("start", "");
    var duration = texts.getOrDefault("duration", "");
    var value = texts.getOrDefault("value", "");
    var quality = whole(texts.getOrDefault("quality", "")).filter(number -> number >= 0 && number <= MAX_QUALITY);
    try {
      readings.add(line, start, duration, value, quality.map(OptionalInt::of).orElse(OptionalInt.empty()));
    } catch (BadRow bad) {
      out.rejected(new Place(line, () -> EspiColumns.text(start, duration, value)), bad.getMessage());
    }
  }

  private static Optional<Integer> whole(String text) {
    return WHOLE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
