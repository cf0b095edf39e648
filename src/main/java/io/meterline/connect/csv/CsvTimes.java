package io.meterline.connect.csv;

import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads ISO-8601 times. Remembers the last one, as the rows of many devices are often sorted by time. */
final class CsvTimes {
  private String lastText = "";
  private Instant last = Instant.EPOCH;

  /**
   * The instant that a text with date, time and offset from UTC says.
   *
   * @throws java.time.DateTimeException if it is not one
   */
  Instant parse(String text) {
    if (!text.equals(lastText)) {
      last = OffsetDateTime.parse(text).toInstant();
      lastText = text;
    }
    return last;
  }
}
