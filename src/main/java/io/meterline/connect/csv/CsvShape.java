package io.meterline.connect.csv;

/**
 * How a CSV file is written.
 *
 * @param delimiter the character between two cells
 * @param skipLines the number of lines before the header row, at least 0
 */
public record CsvShape(char delimiter, int skipLines) {
  /** Commas, and the header row first. */
  public static final CsvShape STANDARD = new CsvShape(',', 0);
}
