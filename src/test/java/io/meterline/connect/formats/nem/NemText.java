package io.meterline.connect.formats.nem;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes records of NEM12. */
final class NemText {
  private NemText() {}

  /** A 200 record. */
  static String stream(String nmi, String configuration, String register, String unit, int minutes) {
    return "200," + nmi + "," + configuration + ",," + register + ",N1,SER1," + unit + "," + minutes + ",\n";
  }

  /** A 300 record in which each interval has the same value. */
  static String day(String date, int count, String value, String after) {
    return "300," + date + "," + String.join(",", Collections.nCopies(count, value)) + "," + after + "\n";
  }

  /** A 300 record of half-hours, of which the first have values from 0.001 kWh on. */
  static String rising(String date, int count, String after) {
    return "300," + date + "," + IntStream.rangeClosed(1, count).mapToObj(i -> "0." + String.format("%03d",
        i)).collect(Collectors.joining(",")) + "," + after + "\n";
  }
}
