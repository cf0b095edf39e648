package io.meterline.bench.harness;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Figures as people read them. */
final class Figures {
  /** Where there is nothing to tell. */
  static final String NOTHING = "-";

  private Figures() {}

  /** Such as {@code 35.4 million}. */
  static String count(long count) {
    if (count >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1f million", count / 1e6);
    }
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Such as {@code 2.31 M/s}. */
  static String rate(double perSecond) {
    var places = perSecond >= 9.995e6 ? 1 : perSecond >= 0.9995e6 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + places + "f M/s", perSecond / 1e6);
  }

  static String rate(OptionalDouble perSecond) {
    return perSecond.isPresent() ? rate(perSecond.getAsDouble()) : NOTHING;
  }

  /** Such as {@code 15.3 s}. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? seconds(seconds.getAsDouble()) : NOTHING;
  }

  /** Such as {@code 3.1 GB}. */
  static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? String.format(Locale.ROOT, "%.1f GB", bytes.getAsLong() / 1e9) : NOTHING;
  }

  /** Such as {@code 4.2 x}. */
  static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio >= 9.95 ? "%.0f x" : "%.2f x", ratio);
  }

  /** Such as {@code 215 ns}. */
  static String nanoseconds(double seconds) {
    return String.format(Locale.ROOT, "%,.0f ns", seconds * 1e9);
  }
}
