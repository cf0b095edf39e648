package io.meterline.connect.csv;

import java.time.Instant;
import java.time.OffsetDateTime;

/** Parses ISO-8601 times. Caches the last one, as files of many devices are often sorted by time. */
public final class CsvTimes {
  private String lastText = "";
  private Instant last = Instant.EPOCH;

  /**
   * Parses a date, time and offset from UTC.
   *
   * @throws java.time.DateTimeException if the text is not such a time
   */
  public Instant parse(String text) {
    if (!text.equals(lastText)) {
      last = OffsetDateTime.parse(text).toInstant();
      lastText = text;
    }
    return last;
  }
}
