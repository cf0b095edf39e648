package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.IOException;
import java.io.Reader;
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
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Parses a feed of ESPI, entry by entry, in memory for one entry. Elements are told by their names without prefix, in any namespace or
 * none, as files declare namespaces wrongly. Nothing outside of the file is read.
 */
final class EspiParser {
  /** The characters of an element that are kept, more than any value that is used. */
  private static final int MAX_TEXT = 1000;

  private static final int MAX_QUALITY = 127;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

  /** Elements of a UsagePoint that name its meter, of the specification and of utilities. */
  private static final Set<String> METERS =
      Set.of("serialNumber", "meterSerialNumber", "meterNumber", "meterId", "serviceId", "servicePointId", "serviceDeliveryPointId");

  private final TextFile file;
  private final ReadingOutput out;
  private final Consumer<EspiEntry> entries;
  private final XMLStreamReader in;
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
    this.file = file;
    this.out = out;
    this.entries = entries;
    try {
      this.in = factory().createXMLStreamReader(withoutBlankStart(file.reader()));
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  /** XML allows no blank lines before its declaration; files have them. */
  private static Reader withoutBlankStart(Reader reader) throws IOException {
    do {
      reader.mark(1);
    } while (Character.isWhitespace(reader.read()));
    reader.reset();
    return reader;
  }

  /**
   * Parses the file.
   *
   * @throws MeterlineException if it is not well-formed, or has a document type definition
   */
  void parse() throws IOException {
    try {
      while (in.hasNext()) {
        var event = in.next();
        if (event == XMLStreamConstants.DTD) {
          throw new MeterlineException(file.path() + ": has a document type definition, which is not read; remove '<!DOCTYPE ...>'");
        }
        if (event == XMLStreamConstants.START_ELEMENT && name().equals("entry")) {
          entry();
        }
      }
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  /** The parser's message has lines for the place and the problem. */
  private RuntimeException failure(XMLStreamException e) throws IOException {
    if (e.getNestedException() instanceof IOException io) {
      throw io;
    }
    var line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
    var what = e.getMessage().substring(e.getMessage().indexOf("Message: ") + 1).replaceFirst("^essage: ", "");
    return new MeterlineException(
        file.path() + ": is not well-formed XML at line " + line + ": " + Printable.line(what.strip())
            + "; is it cut off? Get the file again",
        e);
  }

  private String name() {
    var name = in.getLocalName();
    return name.substring(name.indexOf(':') + 1);
  }

  private void entry() throws XMLStreamException {
    self = "";
    links = new ArrayList<>();
    title = "";
    updated = Optional.empty();
    isUsagePoint = false;
    meter = "";
    isMeterReading = false;
    readingType = Optional.empty();
    readings = new EspiColumns();
    while (!isEndOf("entry")) {
      if (in.isStartElement()) {
        part();
      }
    }
    entries.accept(new EspiEntry(self, links, title, updated, isUsagePoint, meter, isMeterReading, readingType, readings));
  }

  /** Advances, and returns whether the element that was begun with this name ends. Elements of one name are not nested. */
  private boolean isEndOf(String name) throws XMLStreamException {
    in.next();
    return in.isEndElement() && name().equals(name);
  }

  private void part() throws XMLStreamException {
    switch (name()) {
      case "link" -> link();
      case "title" -> title = text();
      case "updated" -> updated = time(text());
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
    var rel = Optional.ofNullable(in.getAttributeValue(null, "rel")).orElse("");
    var path = EspiPaths.of(Optional.ofNullable(in.getAttributeValue(null, "href")).orElse(""));
    if (rel.equalsIgnoreCase("self")) {
      self = self.isEmpty() ? path : self;
    } else if (!path.isEmpty()) {
      links.add(path);
    }
  }

  private void usagePoint() throws XMLStreamException {
    isUsagePoint = true;
    while (!isEndOf("UsagePoint")) {
      if (in.isStartElement() && METERS.contains(name())) {
        var text = text();
        meter = meter.isEmpty() ? text : meter;
      }
    }
  }

  private void readingType() throws XMLStreamException {
    var numbers = new HashMap<String, Integer>();
    while (!isEndOf("ReadingType")) {
      if (in.isStartElement()) {
        var name = name();
        whole(text()).ifPresent(number -> numbers.putIfAbsent(name, number));
      }
    }
    readingType = Optional.of(new EspiReadingType(numbers));
  }

  private void reading() throws XMLStreamException {
    var line = in.getLocation().getLineNumber();
    var texts = new HashMap<String, String>();
    while (!isEndOf("IntervalReading")) {
      if (in.isStartElement()) {
        switch (name()) {
          case "start", "duration", "value" -> texts.put(name(), text());
          case "quality" -> texts.merge("quality", text(), EspiParser::worse);
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

  /** The text of the element that was begun, without that of elements in it; reads to its end. */
  private String text() throws XMLStreamException {
    var text = new StringBuilder();
    for (var depth = 1; depth > 0; ) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (depth == 1 && text.length() < MAX_TEXT) {
            text.append(in.getText(), 0, Math.min(in.getTextLength(), MAX_TEXT));
          }
        }
        default -> {
          // Comments and processing instructions are no text.
        }
      }
    }
    return text.toString().strip();
  }
}
