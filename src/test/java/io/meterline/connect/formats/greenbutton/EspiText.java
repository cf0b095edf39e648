package io.meterline.connect.formats.greenbutton;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Writes feeds of ESPI. */
public final class EspiText {
  private EspiText() {}

  /** A feed with entries. */
  public static String feed(String... entries) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>A feed</title>\n"
        + String.join("\n", entries) + "\n</feed>\n";
  }

  /** An entry with links, each as {@code rel=href}. */
  static String entry(String content, String updated, String title, String... links) {
    var all =
        Arrays.stream(links)
            .map(link -> "<link rel=\"" + link.substring(0, link.indexOf('=')) + "\" href=\"" + link.substring(link.indexOf('=') + 1)
                + "\"/>\n")
            .collect(Collectors.joining());
    return "<entry>\n" + all + "<title>" + title + "</title>\n<content>" + content + "</content>\n"
        + (updated.isEmpty() ? "" : "<updated>" + updated + "</updated>\n") + "</entry>";
  }

  public static String usagePoint(String title, String... links) {
    return entry("<UsagePoint xmlns=\"http://naesb.org/espi\"><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>", "",
        title, links);
  }

  public static String meterReading(String... links) {
    return entry("<MeterReading xmlns=\"http://naesb.org/espi\"/>", "", "Electricity", links);
  }

  /** A ReadingType with elements, each as {@code name=value}. */
  public static String readingType(String self, String... elements) {
    var all =
        Arrays.stream(elements)
            .map(element -> element.split("="))
            .map(element -> "<" + element[0] + ">" + element[1] + "</" + element[0] + ">")
            .collect(Collectors.joining());
    return entry("<ReadingType xmlns=\"http://naesb.org/espi\">" + all + "</ReadingType>", "", "Type", "self=" + self);
  }

  /** A block of hours from a second on. */
  static String hours(String updated, long start, long[] values, String... links) {
    var hour = new long[] {start};
    var readings =
        LongStream.of(values)
            .mapToObj(
                value -> {
                  var text = reading(Long.toString(hour[0]), "3600", Long.toString(value), "");
                  hour[0] += 3600;
                  return text;
                })
            .collect(Collectors.joining());
    return block(updated, readings, links);
  }

  public static String block(String updated, String readings, String... links) {
    var content =
        "<IntervalBlock xmlns=\"http://naesb.org/espi\"><interval><duration>86400</duration><start>1</start></interval>" + readings
            + "</IntervalBlock>";
    return entry(content, updated, "", links);
  }

  public static String reading(String start, String duration, String value, String more) {
    return "<IntervalReading><cost>907</cost>" + more + "<timePeriod>"
        + (duration.isEmpty() ? "" : "<duration>" + duration + "</duration>")
        + (start.isEmpty() ? "" : "<start>" + start + "</start>") + "</timePeriod><value>" + value + "</value></IntervalReading>\n";
  }
}
