package io.meterline.connect.formats.csv;

import io.meterline.connect.csv.CsvTimes;
import io.meterline.connect.csv.CsvTimes.Written;
import io.meterline.model.MeterlineException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How times are written in a file. */
interface TimeFormat {
  /** Seconds since 1970, with or without a fraction. */
  String EPOCH_SECONDS = "epoch-seconds";

  /** Milliseconds since 1970. */
  String EPOCH_MILLIS = "epoch-millis";

  /**
   * Parses a time.
   *
   * @throws DateTimeException if it is written in another way
   */
  Written written(String text);

  /** Why a text is not written so, for a message. */
  String problem(String text);

  /**
   * The format that the user says: {@link #EPOCH_SECONDS}, {@link #EPOCH_MILLIS}, or a pattern of {@link DateTimeFormatter} with English
   * names; ISO-8601 if empty.
   *
   * @throws MeterlineException if the pattern is none
   */
  static TimeFormat of(Optional<String> said) {
    if (said.isEmpty()) {
      return new Iso();
    }
    return switch (said.get()) {
      case EPOCH_SECONDS -> new Epoch(EPOCH_SECONDS, 0);
      case EPOCH_MILLIS -> new Epoch(EPOCH_MILLIS, 3);
      default -> Patterned.of(said.get());
    };
  }

  /** See {@link CsvTimes}. */
  record Iso() implements TimeFormat {
    @Override
    public Written written(String text) {
      return CsvTimes.written(text);
    }

    @Override
    public String problem(String text) {
      return CsvTimes.problem(text);
    }
  }

  /**
   * A number since 1970.
   *
   * @param digits how many digits a second has after its dot
   */
  record Epoch(String name, int digits) implements TimeFormat {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,14}(\\.[0-9]{1,9})?");
    private static final int NANO_DIGITS = 9;

    @Override
    public Written written(String text) {
      if (!NUMBER.matcher(text).matches()) {
        throw new DateTimeException("not a number");
      }
      var nanos = new BigDecimal(text).movePointRight(NANO_DIGITS - digits).toBigInteger();
      var parts = nanos.divideAndRemainder(BigInteger.TEN.pow(NANO_DIGITS));
      var instant = Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
      return new Written(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), Optional.of(ZoneOffset.UTC));
    }

    @Override
    public String problem(String text) {
      return "not " + (digits == 0 ? "seconds" : "milliseconds") + " since 1970 (--time-format is " + name + ")";
    }
  }

  /** A pattern; {@code 24:00} is the start of the next day. */
  record Patterned(String pattern, DateTimeFormatter formatter) implements TimeFormat {
    private static final String END_OF_DAY = "24:00";
    private static final String START_OF_DAY = "00:00";

    private static Patterned of(String pattern) {
      try {
        // Strict, so that there is no 30 February; with an era, so that the y of patterns is a year.
        var builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        builder.parseDefaulting(ChronoField.ERA, 1);
        return new Patterned(pattern, builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT));
      } catch (IllegalArgumentException e) {
        throw new MeterlineException(
            "--time-format '" + pattern + "': " + e.getMessage() + "; write a pattern such as dd/MM/yyyy HH:mm, " + EPOCH_SECONDS + " or "
                + EPOCH_MILLIS,
            e);
      }
    }

    @Override
    public Written written(String text) {
      if (!text.contains(END_OF_DAY)) {
        return of(formatter.parse(text));
      }
      var start = of(formatter.parse(text.replace(END_OF_DAY, START_OF_DAY)));
      if (!start.local().toLocalTime().equals(LocalTime.MIDNIGHT)) {
        throw new DateTimeException("after 24:00");
      }
      return new Written(start.local().plusDays(1), start.offset());
    }

    private static Written of(TemporalAccessor parsed) {
      var time = Optional.ofNullable(parsed.query(TemporalQueries.localTime())).orElse(LocalTime.MIDNIGHT);
      var local = LocalDate.from(parsed).atTime(time);
      return new Written(local, Optional.<ZoneId>ofNullable(parsed.query(TemporalQueries.zone())).map(zone -> offset(zone, local)));
    }

    private static ZoneOffset offset(ZoneId zone, LocalDateTime local) {
      var offsets = zone.getRules().getValidOffsets(local);
      if (offsets.size() != 1) {
        throw new DateTimeException("a time that is there twice, or not at all");
      }
      return offsets.get(0);
    }

    @Override
    public String problem(String text) {
      return "not a time as in --time-format '" + pattern + "'";
    }
  }
}
