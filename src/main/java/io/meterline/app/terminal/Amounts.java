package io.meterline.app.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Formats amounts for people to read. */
public final class Amounts {
  private static final int MILLIONTHS = 6;

  private Amounts() {}

  /** Energy in kilowatt-hours, with two decimals. */
  public static String kwh(long milliwattHours) {
    return hundredths(milliwattHours);
  }

  /** Money in the currency unit, with two decimals; a dash if unknown. */
  public static String money(OptionalLong micros) {
    return micros.isPresent() ? hundredths(micros.getAsLong()) : "-";
  }

  /** Power in watts. */
  public static String watts(long watts) {
    return String.format(Locale.ROOT, "%,d W", watts);
  }

  /** Hours and minutes. */
  public static String hours(Duration duration) {
    return String.format(Locale.ROOT, "%d:%02d h", duration.toHours(), duration.toMinutesPart());
  }

  private static String hundredths(long millionths) {
    return String.format(
        Locale.ROOT, "%,.2f", BigDecimal.valueOf(millionths, MILLIONTHS).setScale(2, RoundingMode.HALF_EVEN));
  }
}
