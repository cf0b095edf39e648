package io.meterline.connect.kafka.log;

import io.meterline.model.log.Kind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** How far a bounded run reads the log. */
public sealed interface Until {
  /** Applies the function for its case. */
  <T> T match(Supplier<T> latest, Function<Instant, T> loggedBefore, Function<Map<Kind, Map<Integer, Long>>, T> offsets);

  /** Up to the end of each partition when the run begins. */
  record Latest() implements Until {
    @Override
    public <T> T match(Supplier<T> latest, Function<Instant, T> loggedBefore, Function<Map<Kind, Map<Integer, Long>>, T> offsets) {
      return latest.get();
    }
  }

  /** Up to the first event of each partition logged at the time or later, exclusive. */
  record LoggedBefore(Instant time) implements Until {
    @Override
    public <T> T match(Supplier<T> latest, Function<Instant, T> loggedBefore, Function<Map<Kind, Map<Integer, Long>>, T> offsets) {
      return loggedBefore.apply(time);
    }
  }

  /** Up to an offset of each partition, exclusive. */
  record Offsets(Map<Kind, Map<Integer, Long>> ends) implements Until {
    @Override
    public <T> T match(Supplier<T> latest, Function<Instant, T> loggedBefore, Function<Map<Kind, Map<Integer, Long>>, T> offsets) {
      return offsets.apply(ends);
    }
  }

  /**
   * Parses {@code latest}, a time such as {@code 2026-03-01T00:00:00Z}, or offsets such as {@code
   * readings:0=120,readings:1=98,settings:0=7}.
   *
   * @throws IllegalArgumentException if it is none of these; the message says what it must be
   */
  public static Until parse(String text) {
    if (text.equalsIgnoreCase("latest")) {
      return new Latest();
    }
    if (text.contains("=")) {
      return offsets(text);
    }
    try {
      return new LoggedBefore(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not latest, a time such as 2026-03-01T00:00:00Z, or offsets such as"
              + " readings:0=120,settings:0=7",
          e);
    }
  }

  private static Until offsets(String text) {
    var ends = new EnumMap<Kind, Map<Integer, Long>>(Kind.class);
    for (var part : text.split(",")) {
      var matched = java.util.regex.Pattern.compile("(readings|settings):(\\d{1,9})=(\\d{1,18})").matcher(part.strip().toLowerCase(Locale.ROOT));
      if (!matched.matches()) {
        throw new IllegalArgumentException("'" + part + "' is not an offset such as readings:0=120 or settings:0=7");
      }
      var kind = matched.group(1).equals("readings") ? Kind.READING : Kind.SETTING;
      var before =
          ends.computeIfAbsent(kind, any -> new TreeMap<>())
              .put(Integer.valueOf(matched.group(2)), Long.valueOf(matched.group(3)));
      if (before != null) {
        throw new IllegalArgumentException(matched.group(1) + ":" + matched.group(2) + " occurs twice");
      }
    }
    return new Offsets(ends);
  }
}
