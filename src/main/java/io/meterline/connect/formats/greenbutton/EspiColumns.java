package io.meterline.connect.formats.greenbutton;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.Decimals;
import io.meterline.connect.formats.ReadingOutput.Place;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The IntervalReadings of an entry of ESPI, in columns. */
final class EspiColumns {
  private static final int INITIAL = 64;
  private static final int MAX_SCALE = 60;

  /** The last second of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private long[] starts = new long[INITIAL];
  private int[] seconds = new int[INITIAL];
  private long[] values = new long[INITIAL];
  private byte[] scales = new byte[INITIAL];
  private byte[] qualities = new byte[INITIAL];
  private int[] lines = new int[INITIAL];
  private int size;

  /**
   * Adds a reading.
   *
   * @param start seconds since 1970
   * @param duration seconds; may be empty
   * @param quality a QualityOfReading below 128; empty if it has none
   * @throws BadRow if a text cannot be read
   */
  void add(int line, String start, String duration, String value, OptionalInt quality) throws BadRow {
    var from = seconds("start", start, LAST_SECOND);
    var length = duration.isEmpty() ? 0 : seconds("duration", duration, Integer.MAX_VALUE);
    var number = Decimals.parse(value).orElseThrow(() -> new BadRow("value is '" + value + "', not a number"));
    if (number.unscaledValue().bitLength() >= Long.SIZE || Math.abs(number.scale()) > MAX_SCALE) {
      throw new BadRow("value is '" + value + "', too large for 64 bits");
    }
    if (size == starts.length) {
      grow(size * 2);
    }
    starts[size] = from;
    seconds[size] = (int) length;
    values[size] = number.unscaledValue().longValue();
    scales[size] = (byte) number.scale();
    qualities[size] = (byte) quality.orElse(-1);
    lines[size++] = line;
  }

  private static long seconds(String name, String text, long most) throws BadRow {
    var seconds = SECONDS.matcher(text).matches() ? Long.parseLong(text) : -1;
    if (seconds < 0 || seconds > most) {
      throw new BadRow(text.isEmpty() ? name + " is missing" : name + " is '" + text + "', not a number of seconds");
    }
    return seconds;
  }

  private void grow(int capacity) {
    starts = Arrays.copyOf(starts, capacity);
    seconds = Arrays.copyOf(seconds, capacity);
    values = Arrays.copyOf(values, capacity);
    scales = Arrays.copyOf(scales, capacity);
    qualities = Arrays.copyOf(qualities, capacity);
    lines = Arrays.copyOf(lines, capacity);
  }

  int size() {
    return size;
  }

  /** The start of a reading, seconds since 1970. */
  long start(int index) {
    return starts[index];
  }

  /** Its length in seconds; 0 if it gives none. */
  int seconds(int index) {
    return seconds[index];
  }

  /** Its value, as in the file. */
  BigDecimal value(int index) {
    return BigDecimal.valueOf(values[index], scales[index]);
  }

  /** Its QualityOfReading; empty if it has none. */
  OptionalInt quality(int index) {
    return qualities[index] < 0 ? OptionalInt.empty() : OptionalInt.of(qualities[index]);
  }

  /** Its place in the file. */
  Place place(int index) {
    return new Place(lines[index], () -> text(starts[index] + "", seconds[index] + "", value(index).toPlainString()));
  }

  /** A reading as text. */
  static String text(String start, String duration, String value) {
    return "start " + start + ", duration " + duration + ", value " + value;
  }
}
