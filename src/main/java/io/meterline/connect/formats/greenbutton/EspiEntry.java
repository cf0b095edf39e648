package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.formats.MeterReading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry of a feed of ESPI.
 *
 * @param self the path of its own link, see {@link EspiPaths}; empty if it has none
 * @param links the paths of its other links
 * @param title its title, may be empty
 * @param updated when it was last changed
 * @param isUsagePoint whether it has a UsagePoint
 * @param meter the number or name of the UsagePoint's meter or service, may be empty
 * @param isMeterReading whether it has a MeterReading
 * @param readingType its ReadingType
 * @param readings its IntervalReadings
 */
record EspiEntry(
    String self,
    List<String> links,
    String title,
    Optional<Instant> updated,
    boolean isUsagePoint,
    String meter,
    boolean isMeterReading,
    Optional<EspiReadingType> readingType,
    EspiColumns readings) {
  EspiEntry {
    links = List.copyOf(links);
  }
}
